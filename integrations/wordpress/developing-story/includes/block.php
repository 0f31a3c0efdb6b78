<?php
/**
 * The block.
 *
 * @package DevelopingStory
 */

defined( 'ABSPATH' ) || exit;

/**
 * Makes the block known.
 */
function developing_story_register_block() {
	$block = register_block_type(
		dirname( DEVELOPING_STORY_FILE ) . '/block',
		array( 'render_callback' => 'developing_story_render_block' )
	);
	if ( ! $block ) {
		return;
	}
	foreach ( $block->editor_script_handles as $handle ) {
		wp_set_script_translations( $handle, 'developing-story', dirname( DEVELOPING_STORY_FILE ) . '/languages' );
		$told = array(
			'ready'    => '' !== developing_story_file( '' ),
			'settings' => current_user_can( 'manage_options' ) ? developing_story_settings_address() : '',
		);
		wp_add_inline_script( $handle, 'window.developingStory = ' . wp_json_encode( $told ) . ';', 'before' );
	}
}
add_action( 'init', 'developing_story_register_block' );

/**
 * The block as HTML. A wrapper has what the editor's sidebar says of margins, colours and width, so that it counts before
 * the script has made the tag known, too.
 *
 * @param array $attributes Attributes of the block.
 * @return string
 */
function developing_story_render_block( $attributes ) {
	$story = developing_story_render( $attributes );
	if ( '' === $story ) {
		return '';
	}
	if ( is_feed() ) {
		return "<p>$story</p>";
	}
	return sprintf( '<div %s>%s</div>', get_block_wrapper_attributes(), $story );
}

/**
 * The script for the editor's preview. This action is for the page of the editor and for the frame in which newer ones
 * show the post; on the site itself, the renderer asks.
 */
function developing_story_enqueue_preview() {
	if ( is_admin() ) {
		developing_story_enqueue();
	}
}
add_action( 'enqueue_block_assets', 'developing_story_enqueue_preview' );
