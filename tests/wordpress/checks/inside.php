<?php
// What stands inside the tag, and who sees what where there is none.

return array(
	'a link stands inside, with a text of its own or one that names the host' => function () {
		$with = static fn ( $more ) => tag( array( 'src' => FEED ) + $more );
		$tag  = static fn ( $inside ) => '<developing-story src="' . FEED . '">' . $inside . '</developing-story>';
		check( $with( array( 'link' => 'https://news.example/hanoi', 'text' => 'Følg <b>dækningen</b>' ) ), $tag( '<a href="https://news.example/hanoi">Følg &lt;b&gt;dækningen&lt;/b&gt;</a>' ) );
		check( $with( array( 'link' => 'https://news.example/hanoi' ) ), $tag( '<a href="https://news.example/hanoi">Follow the story on news.example</a>' ) );
		check( $with( array( 'text' => '<i>Snart' ) ), $tag( '&lt;i&gt;Snart' ) );
		$shortcode = '[developing_story src="' . FEED . '" link="https://news.example/hanoi"]<b>Følg</b> med<script>alert(1)</script>[/developing_story]';
		check( do_shortcode( $shortcode ), $tag( '<a href="https://news.example/hanoi">Følg med</a>' ) );
	},
	'the site can give the inside and the attributes' => function () {
		add_filter( 'developing_story_inside', static fn ( $inside, $attributes ) => $inside . '<article>' . $attributes['src'] . '</article>', 10, 2 );
		add_filter( 'developing_story_attributes', static fn ( $attributes ) => $attributes + array( 'consent' => 'TV 2 "' ) );
		$expected = '<developing-story src="' . FEED . '" consent="TV 2 &quot;">x<article>' . FEED . '</article></developing-story>';
		check( tag( array( 'src' => FEED, 'text' => 'x' ) ), $expected );
		check( do_shortcode( '[developing_story src="' . FEED . '"]x[/developing_story]' ), $expected );
	},
	'without a feed, readers see nothing and editors what to do' => function () {
		check( block( array() ), '' );
		check( do_shortcode( '[developing_story]' ), '' );
		wp_set_current_user( 1 );
		check( 1, preg_match( '#^<div class="[^"]+"><strong class="developing-story-note">The timeline needs the address of a feed#', block( array() ) ) );
		check( 1, preg_match( '#^<strong class="developing-story-note">#', do_shortcode( '[developing_story src="x"]' ) ) );
	},
	'without a release, readers see the link and editors what to do' => function () {
		update_option( 'developing_story_url', '' );
		$given = array( 'src' => FEED, 'link' => 'https://news.example/hanoi', 'text' => 'Følg' );
		$link  = '<a href="https://news.example/hanoi">Følg</a>';
		check( tag( $given ), $link );
		wp_set_current_user( 1 );
		check( 0, strpos( tag( $given ), $link . ' <strong class="developing-story-note">Nobody has said yet' ) );
	},
	'the sidebar of the editor has its say on a wrapper' => function () {
		$html = block( array( 'src' => FEED, 'align' => 'wide', 'className' => 'x"y', 'style' => array( 'spacing' => array( 'margin' => array( 'top' => '2rem' ) ) ) ) );
		check( 1, preg_match( '#^<div (?=[^>]*alignwide)(?=[^>]*margin-top:2rem)(?=[^>]*class="[^"]*x&quot;y)[^>]*><developing-story src="[^"]+"></developing-story></div>$#', $html ), $html );
	},
	'readers of feeds get the link, or one to the post' => function () {
		$GLOBALS['wp_query']->is_feed = true;
		$GLOBALS['post']              = get_post( 1 );
		setup_postdata( $GLOBALS['post'] );
		$link = '<a href="https://news.example/hanoi">Følg</a>';
		check( block( array( 'src' => FEED, 'link' => 'https://news.example/hanoi', 'text' => 'Følg' ) ), "<p>$link</p>" );
		$post = sprintf( '<a href="%s">Følg</a>', get_permalink( 1 ) );
		check( do_shortcode( '[developing_story src="' . FEED . '"]Følg[/developing_story]' ), $post );
		wp_set_current_user( 1 );
		check( block( array( 'src' => 'x' ) ), '' );
	},
);
