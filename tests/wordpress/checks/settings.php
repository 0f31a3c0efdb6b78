<?php
// Settings: what is stored of what an administrator enters.

return array(
	'the address of a release is its folder' => function () {
		foreach ( array(
			RELEASE                          => RELEASE,
			' ' . RELEASE . '/ '             => RELEASE,
			RELEASE . '/developing-story.js' => RELEASE,
			'http://127.0.0.1:8080'          => 'http://127.0.0.1:8080',
			''                               => '',
		) as $entered => $stored ) {
			update_option( 'developing_story_url', $entered );
			check( get_option( 'developing_story_url' ), $stored, $entered );
		}
	},
	'what is none changes nothing, and is told' => function () {
		foreach ( array( 'javascript:alert(1)', 'cdn.example', '/developing-story', RELEASE . '?v=1', RELEASE . '#x', 'https://a:b@cdn.example', '"><script>', array( RELEASE ), 7 ) as $entered ) {
			$GLOBALS['wp_settings_errors'] = array();
			update_option( 'developing_story_url', $entered );
			check( get_option( 'developing_story_url' ), RELEASE, wp_json_encode( $entered ) );
			check( count( get_settings_errors( 'developing_story_url' ) ), 1, wp_json_encode( $entered ) );
		}
	},
	'a digest is one of the three that browsers know' => function () {
		foreach ( array( 256 => 44, 384 => 64, 512 => 88 ) as $bits => $length ) {
			$digest = "sha$bits-" . base64_encode( str_repeat( 'x', $bits / 8 ) );
			check( strlen( $digest ), 7 + $length );
			update_option( 'developing_story_integrity', " $digest " );
			check( get_option( 'developing_story_integrity' ), $digest );
			foreach ( array( 'md5-x', "$digest x", substr( $digest, 0, -3 ), 'sha384-"><script>', strtoupper( $digest ), array( $digest ) ) as $entered ) {
				update_option( 'developing_story_integrity', $entered );
				check( get_option( 'developing_story_integrity' ), $digest, wp_json_encode( $entered ) );
			}
		}
		update_option( 'developing_story_integrity', '' );
		check( get_option( 'developing_story_integrity' ), '' );
	},
	'what got into the database by another way is looked at again' => function () {
		foreach ( array( 'javascript:alert(1)//', RELEASE . '"onload="x' ) as $entered ) {
			add_filter( 'option_developing_story_url', $filter = static fn () => $entered );
			check( developing_story_file( 'developing-story.js' ), '', $entered );
			remove_filter( 'option_developing_story_url', $filter );
		}
	},
	'the page has a field for each, with a label and what it is for' => function () {
		wp_set_current_user( 1 );
		set_current_screen( 'options-general' );
		do_action( 'admin_menu' );
		ob_start();
		do_settings_sections( 'developing-story' );
		$html = ob_get_clean();
		foreach ( array( 'developing_story_url', 'developing_story_integrity' ) as $name ) {
			check( substr_count( $html, "<label for=\"$name\">" ), 1, $html );
			check( 1, preg_match( "#<input type=\"\w+\" id=\"$name\" name=\"$name\"[^>]* aria-describedby=\"$name-description\"#", $html ), $html );
			check( substr_count( $html, "id=\"$name-description\"" ), 1, $html );
		}
		check( substr_count( $html, 'value="' . RELEASE . '"' ), 1, $html );
	},
	'the settings are no part of the REST API' => function () {
		wp_set_current_user( 1 );
		$settings = rest_do_request( new WP_REST_Request( 'GET', '/wp/v2/settings' ) )->get_data();
		check( isset( $settings['title'] ), true );
		check( preg_grep( '/developing/', array_keys( $settings ) ), array() );
	},
	'uninstalling takes them back' => function () {
		update_option( 'developing_story_integrity', 'sha256-' . base64_encode( str_repeat( 'x', 32 ) ) );
		defined( 'WP_UNINSTALL_PLUGIN' ) || define( 'WP_UNINSTALL_PLUGIN', 'developing-story/developing-story.php' );
		require dirname( DEVELOPING_STORY_FILE ) . '/uninstall.php';
		foreach ( array( 'developing_story_url', 'developing_story_integrity' ) as $name ) {
			check( get_option( $name, 'none' ), 'none' );
		}
	},
);
