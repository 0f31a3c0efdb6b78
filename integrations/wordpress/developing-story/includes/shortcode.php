<?php
/**
 * The shortcode: [developing_story src="https://…" lang="da"]Follow the story[/developing_story].
 *
 * With an underscore: WordPress takes a hyphen for the end of a name where another shortcode is called like its beginning.
 *
 * @package DevelopingStory
 */

defined( 'ABSPATH' ) || exit;

/**
 * The shortcode as HTML.
 *
 * @param array|string $attributes Attributes, by the tag's own names; '' if there are none.
 * @param string|null  $content    What stands between the shortcodes: the text of the link.
 * @return string
 */
function developing_story_shortcode( $attributes, $content = '' ) {
	$attributes = is_array( $attributes ) ? $attributes : array();
	// One without a value, such as debug, has a number for a name.
	foreach ( array_filter( $attributes, 'is_int', ARRAY_FILTER_USE_KEY ) as $flag ) {
		$attributes += array( $flag => 'true' );
	}
	$names      = array_keys( developing_story_schema() );
	$tag_names  = array_map( 'developing_story_tag_name', $names );
	$attributes = shortcode_atts( array_fill_keys( $tag_names, '' ), $attributes, 'developing_story' );
	$given      = array();
	foreach ( array_combine( $names, $tag_names ) as $name => $tag_name ) {
		$given[ $name ] = $attributes[ $tag_name ];
	}
	$text = trim( wp_strip_all_tags( (string) $content ) );
	if ( '' !== $text ) {
		$given['text'] = $text;
	}
	return developing_story_render( $given );
}
add_shortcode( 'developing_story', 'developing_story_shortcode' );
