<?php
/**
 * Where the release of the timeline lies. Nobody's is known beforehand: until the site says so, nothing is asked of
 * anyone.
 *
 * @package DevelopingStory
 */

defined( 'ABSPATH' ) || exit;

/**
 * An address of the web, or nothing.
 *
 * Not wp_http_validate_url(), which is for requests of the server's: it refuses hosts of an internal network, where a
 * newsroom's feed may well be. This address is asked by readers.
 *
 * @param mixed $value What somebody has entered.
 * @return string An http or https address as it is in an attribute before escaping, or ''.
 */
function developing_story_address( $value ) {
	if ( ! is_string( $value ) ) {
		return '';
	}
	$value = trim( $value );
	$parts = wp_parse_url( $value );
	if ( ! is_array( $parts ) || empty( $parts['scheme'] ) || empty( $parts['host'] ) || isset( $parts['user'] ) || isset( $parts['pass'] ) ) {
		return '';
	}
	// It takes out what it does not like and keeps the rest, and half an address is another address.
	return esc_url_raw( $value, array( 'http', 'https' ) ) === $value ? $value : '';
}

/**
 * The folder of a release, from its address or that of the script in it.
 *
 * @param mixed $value What somebody has entered.
 * @return string Without a slash at the end, or ''.
 */
function developing_story_folder( $value ) {
	$address = developing_story_address( $value );
	if ( '' === $address || null !== wp_parse_url( $address, PHP_URL_QUERY ) || null !== wp_parse_url( $address, PHP_URL_FRAGMENT ) ) {
		return '';
	}
	return untrailingslashit( preg_replace( '#/developing-story\.js$#', '', $address ) );
}

/**
 * A digest for Subresource Integrity, or nothing.
 *
 * @param mixed $value What somebody has entered.
 * @return string
 */
function developing_story_digest( $value ) {
	$value = is_string( $value ) ? trim( $value ) : '';
	// Each has the length of its hash in base64.
	$digest = '#^(sha256-[A-Za-z0-9+/]{43}=|sha384-[A-Za-z0-9+/]{64}|sha512-[A-Za-z0-9+/]{86}==)$#';
	return preg_match( $digest, $value ) ? $value : '';
}

/**
 * The address of a file of the release.
 *
 * @param string $file Its name.
 * @return string '' as long as nobody has said where the release lies.
 */
function developing_story_file( $file ) {
	$said   = defined( 'DEVELOPING_STORY_URL' ) ? DEVELOPING_STORY_URL : get_option( 'developing_story_url', '' );
	$folder = developing_story_folder( $said );
	return '' === $folder ? '' : $folder . '/' . $file;
}

/**
 * The digest that the script has to have; '' for any.
 *
 * @return string
 */
function developing_story_integrity() {
	$said = defined( 'DEVELOPING_STORY_INTEGRITY' ) ? DEVELOPING_STORY_INTEGRITY : get_option( 'developing_story_integrity', '' );
	return developing_story_digest( $said );
}
