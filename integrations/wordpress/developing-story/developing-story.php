<?php
/**
 * Plugin Name:       Developing story
 * Description:       The live timeline of a breaking story, as a block and a shortcode.
 * Version:           0.1.0
 * Requires at least: 6.1
 * Requires PHP:      7.4
 * License:           MIT OR Apache-2.0
 * License URI:       https://opensource.org/license/mit
 * Text Domain:       developing-story
 * Domain Path:       /languages
 *
 * @package DevelopingStory
 */

defined( 'ABSPATH' ) || exit;

define( 'DEVELOPING_STORY_FILE', __FILE__ );

require_once __DIR__ . '/includes/release.php';
require_once __DIR__ . '/includes/attributes.php';
require_once __DIR__ . '/includes/script.php';
require_once __DIR__ . '/includes/render.php';
require_once __DIR__ . '/includes/block.php';
require_once __DIR__ . '/includes/shortcode.php';
require_once __DIR__ . '/includes/settings.php';

/**
 * Translations that lie beside the plugin; those of WordPress.org need no word of ours.
 */
function developing_story_load_textdomain() {
	load_plugin_textdomain( 'developing-story', false, dirname( plugin_basename( DEVELOPING_STORY_FILE ) ) . '/languages' );
}
// Before the block is registered, whose title is translated there.
add_action( 'init', 'developing_story_load_textdomain', 5 );
