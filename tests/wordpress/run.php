<?php
// Runs every sentence of checks/, and says which are not true: php run.php <folder of WordPress> <attributes, as JSON>.

$_SERVER['HTTP_HOST'] = '127.0.0.1';
require $argv[1] . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/admin.php';

/**
 * The attributes of the tag, as README.md has them.
 */
define( 'ATTRIBUTES', json_decode( $argv[2], true ) );

const README  = __DIR__ . '/../../integrations/wordpress/README.md';
const FEED    = 'https://news.example/hanoi/feed.json';
const RELEASE = 'https://cdn.example/developing-story/0.1.0';

class Untrue extends Exception {}

function check( $found, $expected, $what = '' ) {
	if ( $found !== $expected ) {
		$said = static fn ( $it ) => is_string( $it ) ? $it : wp_json_encode( $it, JSON_UNESCAPED_SLASHES );
		throw new Untrue( trim( "$what\n      found    " . $said( $found ) . "\n      expected " . $said( $expected ) ) );
	}
}

function block( $attributes ) {
	return do_blocks( get_comment_delimited_block_content( 'developing-story/timeline', $attributes, '' ) );
}

/**
 * What the block is without its wrapper.
 */
function tag( $attributes ) {
	$html = block( $attributes );
	return preg_match( '#^<div class="wp-block-developing-story-timeline">(.*)</div>$#s', $html, $found ) ? $found[1] : $html;
}

/**
 * What the plugin for AMP has. The pages of these tests are AMP pages when they say so.
 */
function amp_is_request() {
	return $GLOBALS['amp'];
}

/**
 * What is printed of the script at the end of a page.
 */
function printed() {
	ob_start();
	if ( function_exists( 'wp_script_modules' ) ) {
		wp_script_modules()->print_enqueued_script_modules();
	}
	wp_scripts()->do_items( array_intersect( wp_scripts()->queue, array( 'developing-story' ) ) );
	return trim( ob_get_clean() );
}

/**
 * How things are before each sentence: there is a release, nobody is logged in, and nothing has been rendered.
 */
function begin() {
	global $wp_query, $post;
	update_option( 'developing_story_url', RELEASE );
	delete_option( 'developing_story_integrity' );
	wp_set_current_user( 0 );
	$wp_query = new WP_Query();
	$post     = null;
	wp_deregister_script( 'developing-story' );
	wp_dequeue_script( 'developing-story' );
	wp_scripts()->done = array_diff( wp_scripts()->done, array( 'developing-story' ) );
	if ( function_exists( 'wp_deregister_script_module' ) ) {
		wp_dequeue_script_module( 'developing-story' );
		wp_deregister_script_module( 'developing-story' );
	}
	set_current_screen( 'front' );
	$GLOBALS['amp'] = false;
	foreach ( array( 'developing_story_inside', 'developing_story_attributes' ) as $filter ) {
		remove_all_filters( $filter );
	}
}

$untrue = 0;
$count  = 0;
foreach ( glob( __DIR__ . '/checks/*.php' ) as $file ) {
	foreach ( require $file as $sentence => $test ) {
		begin();
		++$count;
		try {
			$test();
		} catch ( Throwable $error ) {
			++$untrue;
			$where = $error instanceof Untrue ? '' : get_class( $error ) . ' at ' . $error->getFile() . ':' . $error->getLine() . ' ';
			fwrite( STDERR, '  ' . basename( $file, '.php' ) . ": $sentence\n      $where{$error->getMessage()}\n" );
		}
	}
}
printf( "WordPress %s, PHP %s: %d of %d sentences are true\n", get_bloginfo( 'version' ), PHP_VERSION, $count - $untrue, $count );
exit( $untrue ? 1 : 0 );
