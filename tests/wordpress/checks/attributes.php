<?php
// What authors and contributors can say, and what becomes of what they should not.

/** What a value of each kind of attribute may be. */
const GOOD = array(
	'src' => FEED, 'lang' => 'zh-Hans', 'order' => 'oldest', 'reveal' => 'auto', 'unfold' => 'all', 'limit' => 5, 'poll' => 60,
	'timeZone' => 'America/Argentina/Buenos_Aires', 'theme' => 'dark', 'loading' => 'eager', 'jsonLd' => 'auto', 'remember' => 'off',
	'keyTags' => 'Vigtigt, "nu" & her', 'target' => '_blank', 'consent' => 'YouTube, TV 2', 'headingLevel' => 3, 'debug' => true,
);

const EVERY = '<developing-story src="https://news.example/hanoi/feed.json" lang="zh-Hans" order="oldest" reveal="auto" unfold="all" '
	. 'limit="5" poll="60" time-zone="America/Argentina/Buenos_Aires" theme="dark" loading="eager" json-ld="auto" remember="off" '
	. 'key-tags="Vigtigt, &quot;nu&quot; &amp; her" target="_blank" consent="YouTube, TV 2" heading-level="3" debug></developing-story>';

return array(
	'the block has the attributes that README.md lists, in that order, and link and text' => function () {
		$names = array_map( 'developing_story_tag_name', array_keys( developing_story_schema() ) );
		check( $names, array_merge( ATTRIBUTES, array( 'link', 'text' ) ) );
		$block = WP_Block_Type_Registry::get_instance()->get_registered( 'developing-story/timeline' );
		check( array_values( array_diff( array_keys( developing_story_schema() ), array_keys( $block->attributes ) ) ), array() );
		check( array_keys( GOOD ), array_slice( array_keys( developing_story_schema() ), 0, -2 ), 'each has a good value here' );
	},
	'every attribute of the block reaches the tag' => function () {
		check( tag( GOOD ), EVERY );
	},
	'every attribute of the shortcode reaches the tag' => function () {
		$words = '';
		foreach ( GOOD as $name => $value ) {
			$words .= ' ' . developing_story_tag_name( $name ) . ( true === $value ? '' : "='$value'" );
		}
		check( do_shortcode( "[developing_story$words][/developing_story]" ), EVERY );
	},
	'what is not understood is left out whole' => function () {
		$bad = array(
			'lang'         => array( 'da"', '<b>', 'da_DK', '-', '../../x', array( 'da' ), 5 ),
			'order'        => array( 'newest"', 'NEW', array( 'newest' ), true, 1 ),
			'reveal'       => array( 'onclick=alert(1)', null ),
			'unfold'       => array( 'all none' ),
			'limit'        => array( 0, -1, 10001, 1e300, 'x', '5; 6', array( 5 ), 1.5, '0x10' ),
			'poll'         => array( 4, 3601, PHP_INT_MAX, '15s' ),
			'timeZone'     => array( '"><script>', 'Europe/Køge', '/etc/passwd', array(), str_repeat( 'a', 65 ) ),
			'theme'        => array( 'dark light', array( 'dark' => 'dark' ) ),
			'loading'      => array( 'soon' ),
			'jsonLd'       => array( 'on' ),
			'remember'     => array( 'session' ),
			'keyTags'      => array( array( 'a' ), str_repeat( 'a', 1001 ), 7 ),
			'target'       => array( '_other', 'a b', '"x' ),
			'consent'      => array( array( 'YouTube' ), false ),
			'headingLevel' => array( 0, 7, 'h2' ),
			'debug'        => array( 'maybe', array(), false, 0 ),
			'onclick'      => array( 'alert(1)' ),
			'style'        => array( 'color:red' ),
			'href'         => array( 'javascript:alert(1)' ),
		);
		foreach ( $bad as $name => $values ) {
			foreach ( $values as $value ) {
				$alone = '<developing-story src="' . FEED . '"></developing-story>';
				$what  = $name . ' ' . wp_json_encode( $value );
				check( developing_story_render( array( 'src' => FEED, $name => $value ) ), $alone, $what );
				check( tag( array( 'src' => FEED, $name => $value ) ), $alone, "$what in a block" );
			}
		}
	},
	'an address is http or https, and whole' => function () {
		$good = array(
			'https://news.example/feed?a=1&b=2'     => 'https://news.example/feed?a=1&#038;b=2',
			'https://news.example/feed?a=1&amp;b=2' => 'https://news.example/feed?a=1&#038;b=2',
			' http://10.0.0.1:8080/feed.xml '       => 'http://10.0.0.1:8080/feed.xml',
			'http://intranet/feed'                  => 'http://intranet/feed',
			'https://news.example/topmøde'          => 'https://news.example/topmøde',
		);
		foreach ( $good as $address => $written ) {
			check( tag( array( 'src' => $address ) ), "<developing-story src=\"$written\"></developing-story>" );
		}
		$bad = array(
			'javascript:alert(1)', 'JaVaScRiPt:alert(1)', "java\nscript:alert(1)", 'data:text/html,<script>', 'feed.json', '//news.example/feed',
			'ftp://news.example/feed', 'https://', 'https:news.example', 'https://user:password@news.example/', 'https://user@news.example/',
			'mailto:news@news.example', 'tel:+4512345678', 'https://news.example/"><script>alert(1)</script>', "https://news.example/' onclick='alert(1)",
			'https://news.example/a b', "https://news.example/a\0b", 'https://news.example/%0d%0a', 'https://news.example/<b>',
			array( FEED ), 5, true, array( 'src' => FEED ), str_repeat( 'a', 100000 ),
		);
		foreach ( $bad as $address ) {
			check( block( array( 'src' => $address ) ), '', wp_json_encode( $address ) );
			check( tag( array( 'src' => FEED, 'link' => $address ) ), '<developing-story src="' . FEED . '"></developing-story>', 'link ' . wp_json_encode( $address ) );
		}
	},
	'a hostile shortcode is as harmless' => function () {
		$story = '<developing-story src="' . FEED . '"></developing-story>';
		foreach ( array(
			'src="javascript:alert(1)"'                         => '',
			''                                                  => '',
			'src'                                               => '',
			'src="' . FEED . '" onclick="alert(1)"'             => $story,
			'src="' . FEED . '" lang="&quot;&gt;&lt;script&gt;"' => $story,
			"src='" . FEED . "' theme='dark\" onload=\"x'"      => $story,
			'src="' . FEED . '" limit="99999999999999999999"'   => $story,
			'src="' . FEED . '" link="vbscript:x"'              => $story,
			'src="' . FEED . '" debug'                          => '<developing-story src="' . FEED . '" debug></developing-story>',
			'src="' . FEED . '" consent="debug"'                => '<developing-story src="' . FEED . '" consent="debug"></developing-story>',
			'src="' . FEED . '" key-tags="a&quot;b"'            => '<developing-story src="' . FEED . '" key-tags="a&quot;b"></developing-story>',
		) as $words => $html ) {
			check( do_shortcode( "[developing_story $words]" ), $html, $words );
		}
	},
);
