<?php
/**
 * What the tag can be told. block/block.json is the one list: names, kinds, allowed values and bounds, for the block, the
 * shortcode and the editor.
 *
 * @package DevelopingStory
 */

defined( 'ABSPATH' ) || exit;

/**
 * Attributes of the block that are none of the tag: what stands inside it.
 */
const DEVELOPING_STORY_INSIDE = array( 'link', 'text' );

/**
 * The attributes of the list, with the schema of each.
 *
 * @return array[] By the name in the block.
 */
function developing_story_schema() {
	static $schema = null;
	if ( null === $schema ) {
		$block  = wp_json_file_decode( dirname( DEVELOPING_STORY_FILE ) . '/block/block.json', array( 'associative' => true ) );
		$schema = isset( $block['attributes'] ) ? $block['attributes'] : array();
	}
	return $schema;
}

/**
 * The name in the tag: `timeZone` is `time-zone`.
 *
 * @param string $name The name in the block.
 * @return string
 */
function developing_story_tag_name( $name ) {
	return strtolower( preg_replace( '/[A-Z]/', '-$0', $name ) );
}

/**
 * What can be used of what somebody has said. What is not understood is left out whole, and what nobody knows, too.
 *
 * @param mixed $given Values by the name in the block; strings, as shortcodes have them, or of the right type.
 * @return array Values of the right type by the name in the block.
 */
function developing_story_understood( $given ) {
	$understood = array();
	if ( ! is_array( $given ) ) {
		return $understood;
	}
	foreach ( developing_story_schema() as $name => $schema ) {
		if ( ! isset( $given[ $name ] ) || '' === $given[ $name ] ) {
			continue;
		}
		$value = $given[ $name ];
		if ( is_string( $value ) ) {
			// What contributors save has been through kses, which writes an ampersand as an entity.
			$value = trim( wp_specialchars_decode( $value, ENT_QUOTES ) );
		}
		if ( isset( $schema['format'] ) && 'uri' === $schema['format'] ) {
			$value = developing_story_address( $value );
		} elseif ( true !== rest_validate_value_from_schema( $value, $schema, $name ) ) {
			continue;
		} else {
			$value = rest_sanitize_value_from_schema( $value, $schema, $name );
		}
		if ( '' !== $value && ! is_wp_error( $value ) ) {
			$understood[ $name ] = $value;
		}
	}
	return $understood;
}

/**
 * The attributes of the tag, without those that say what is so anyway.
 *
 * @param array $understood From developing_story_understood().
 * @return string[] By the name in the tag; escaped by nobody yet.
 */
function developing_story_tag_attributes( $understood ) {
	$attributes = array();
	foreach ( array_diff_key( $understood, array_flip( DEVELOPING_STORY_INSIDE ) ) as $name => $value ) {
		if ( false !== $value ) {
			$attributes[ developing_story_tag_name( $name ) ] = true === $value ? '' : (string) $value;
		}
	}
	return $attributes;
}
