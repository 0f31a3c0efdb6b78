<?php
// The samples of integrations/wordpress/README.md, but for the constants (../constants.php).

return array(
	'the sample of a shortcode shows a timeline' => function () {
		$readme = file_get_contents( README );
		check( preg_match( '/```text\n(.+?)\n```/s', $readme, $sample ), 1 );
		check( do_shortcode( $sample[1] ), '<developing-story src="' . FEED . '" lang="da" time-zone="scene"><a href="https://news.example/hanoi">Følg dækningen</a></developing-story>' );
	},
	'the samples of filters do what is said of them' => function () {
		check( preg_match_all( '/```php\n(.+?)\n```/s', file_get_contents( README ), $samples ), 3 );
		eval( $samples[1][1] );
		eval( $samples[1][2] );
		$tag = static fn ( $inside ) => '<developing-story src="' . FEED . '" consent="YouTube, Bluesky">' . $inside . '</developing-story>';
		check( tag( array( 'src' => FEED, 'text' => 'x' ) ), $tag( 'x' ) );
		file_put_contents( WP_CONTENT_DIR . '/hanoi.html', '<article>Hanoi</article>' );
		check( tag( array( 'src' => FEED, 'text' => 'x' ) ), $tag( '<article>Hanoi</article>' ) );
		unlink( WP_CONTENT_DIR . '/hanoi.html' );
	},
);
