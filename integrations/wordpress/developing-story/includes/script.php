<?php
/**
 * The script of the release: on pages with a timeline, once, and in the editor.
 *
 * @package DevelopingStory
 */

defined( 'ABSPATH' ) || exit;

/**
 * The handle of the script, and the id of the module.
 */
const DEVELOPING_STORY_SCRIPT = 'developing-story';

/**
 * Asks for the script. Called by what renders, so that pages without a timeline have none.
 */
function developing_story_enqueue() {
	$script = developing_story_file( 'developing-story.js' );
	if ( '' === $script ) {
		return;
	}
	// No version in the query: the address has it, and modules of two addresses are two modules.
	if ( function_exists( 'wp_enqueue_script_module' ) && ! is_admin() ) {
		wp_enqueue_script_module( DEVELOPING_STORY_SCRIPT, $script, array(), null );
	} else {
		// Before WordPress 6.5, and in the editor, whose frame is given scripts but no modules.
		wp_enqueue_script( DEVELOPING_STORY_SCRIPT, $script, array(), null, true );
	}
}

/**
 * Makes a module of the script tag.
 *
 * @param string $tag    What WordPress would print.
 * @param string $handle Whose it is.
 * @param string $src    The address.
 * @return string
 */
function developing_story_script_tag( $tag, $handle, $src ) {
	if ( DEVELOPING_STORY_SCRIPT !== $handle ) {
		return $tag;
	}
	return wp_get_script_tag(
		array(
			'type' => 'module',
			'src'  => $src,
			'id'   => $handle . '-js-module',
		)
	);
}
add_filter( 'script_loader_tag', 'developing_story_script_tag', 10, 3 );

/**
 * Pins the script to its digest.
 *
 * @param array $attributes Attributes of a script tag.
 * @return array
 */
function developing_story_script_attributes( $attributes ) {
	$integrity = developing_story_integrity();
	$id        = isset( $attributes['id'] ) ? $attributes['id'] : '';
	if ( '' !== $integrity && DEVELOPING_STORY_SCRIPT . '-js-module' === $id ) {
		$attributes['integrity']   = $integrity;
		$attributes['crossorigin'] = 'anonymous';
	}
	return $attributes;
}
add_filter( 'wp_script_attributes', 'developing_story_script_attributes' );
