<?php
// The script of the release: where it is needed, once, and from where the site says.

const SCRIPT = '<script type="module" src="' . RELEASE . '/developing-story.js" id="developing-story-js-module"></script>';

const DIGEST = 'sha384-oqVuAfXRKap7fdgcCY5uykM6+R9GqQ8K/uxy9rx7HNQlGYl1kPzQho1wx4JwY8wC';

return array(
	'a page without a timeline has no script' => function () {
		check( printed(), '' );
		block( array( 'src' => 'javascript:alert(1)' ) );
		do_shortcode( '[developing_story]' );
		check( printed(), '' );
	},
	'a page with several has it once' => function () {
		block( array( 'src' => FEED ) );
		block( array( 'src' => FEED . '?2' ) );
		do_shortcode( '[developing_story src="' . FEED . '"]' );
		check( printed(), SCRIPT );
	},
	'it is pinned where there is a digest, and no other script is' => function () {
		update_option( 'developing_story_integrity', DIGEST );
		block( array( 'src' => FEED ) );
		check( printed(), str_replace( '></script>', ' integrity="' . DIGEST . '" crossorigin="anonymous"></script>', SCRIPT ) );
		check( strpos( wp_get_script_tag( array( 'id' => 'other-js-module', 'src' => 'x' ) ), 'integrity' ), false );
	},
	'as long as nobody has said where the release lies, nothing is asked of anyone' => function () {
		update_option( 'developing_story_url', '' );
		block( array( 'src' => FEED ) );
		do_shortcode( '[developing_story src="' . FEED . '"]' );
		check( printed(), '' );
	},
	'feeds have no script' => function () {
		$GLOBALS['wp_query']->is_feed = true;
		block( array( 'src' => FEED ) );
		check( printed(), '' );
	},
	'AMP pages have a frame and no script' => function () {
		$GLOBALS['amp'] = true;
		$html           = do_shortcode( '[developing_story src="' . FEED . '?a=1&amp;b=2" lang="da" debug link="https://news.example/hanoi"]' );
		$address        = RELEASE . '/embed.html?src=https%3A%2F%2Fnews.example%2Fhanoi%2Ffeed.json%3Fa%3D1%26b%3D2&#038;lang=da&#038;debug=&#038;from=https%3A%2F%2Fnews.example%2Fhanoi';
		check( 0, strpos( $html, '<amp-iframe src="' . $address . '" title=' ), $html );
		check( 1, preg_match( '#<span placeholder><a href="[^"]+">[^<]+</a></span><button overflow>[^<]+</button></amp-iframe>$#', $html ), $html );
		check( printed(), '' );
		// AMP takes nothing without TLS.
		update_option( 'developing_story_url', 'http://cdn.example/' );
		check( do_shortcode( '[developing_story src="' . FEED . '" link="https://news.example/hanoi"]x[/developing_story]' ), '<a href="https://news.example/hanoi">x</a>' );
	},
	'the editor and its frame have it as a script, since they know no modules' => function () {
		set_current_screen( 'post' );
		check( is_admin(), true );
		do_action( 'enqueue_block_assets' );
		check( printed(), SCRIPT );
		wp_dequeue_script( 'developing-story' );
		set_current_screen( 'front' );
		do_action( 'enqueue_block_assets' );
		check( printed(), '' );
	},
);
