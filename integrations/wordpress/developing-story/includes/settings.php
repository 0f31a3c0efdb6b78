<?php
/**
 * Settings, Developing story: where the release lies.
 *
 * @package DevelopingStory
 */

defined( 'ABSPATH' ) || exit;

const DEVELOPING_STORY_PAGE = 'developing-story';

/**
 * The address of the page.
 *
 * @return string
 */
function developing_story_settings_address() {
	return admin_url( 'options-general.php?page=' . DEVELOPING_STORY_PAGE );
}

/**
 * The two settings. Not for the REST API: what they name runs in readers' browsers.
 */
function developing_story_register_settings() {
	$settings = array(
		'developing_story_url'       => 'developing_story_sanitize_url',
		'developing_story_integrity' => 'developing_story_sanitize_integrity',
	);
	foreach ( $settings as $name => $sanitize ) {
		register_setting(
			DEVELOPING_STORY_PAGE,
			$name,
			array(
				'type'              => 'string',
				'default'           => '',
				'sanitize_callback' => $sanitize,
				'show_in_rest'      => false,
			)
		);
	}
}
add_action( 'init', 'developing_story_register_settings' );

/**
 * The address of the release as it is stored.
 *
 * @param mixed $value What somebody has entered.
 * @return string What was there before, if this is no such address.
 */
function developing_story_sanitize_url( $value ) {
	return developing_story_sanitize(
		'developing_story_url',
		$value,
		developing_story_folder( $value ),
		__( 'The address of the release is not understood (expected http or https, without a query). The one before stays.', 'developing-story' )
	);
}

/**
 * The digest as it is stored.
 *
 * @param mixed $value What somebody has entered.
 * @return string What was there before, if this is no digest.
 */
function developing_story_sanitize_integrity( $value ) {
	return developing_story_sanitize(
		'developing_story_integrity',
		$value,
		developing_story_digest( $value ),
		__( 'The digest is not understood (expected sha256-, sha384- or sha512- and base64). The one before stays.', 'developing-story' )
	);
}

/**
 * What is stored: what is understood, nothing for nothing, and otherwise what was there before.
 *
 * @param string $name       The option.
 * @param mixed  $value      What somebody has entered.
 * @param string $understood What that means; '' if it means nothing.
 * @param string $otherwise  What to tell then.
 * @return string
 */
function developing_story_sanitize( $name, $value, $understood, $otherwise ) {
	// The field of a constant is not sent.
	if ( null === $value ) {
		return (string) get_option( $name, '' );
	}
	if ( '' !== $understood || ( is_string( $value ) && '' === trim( $value ) ) ) {
		return $understood;
	}
	// WordPress loads this with its administration alone, and options can be set without.
	if ( function_exists( 'add_settings_error' ) ) {
		add_settings_error( $name, $name, $otherwise );
	}
	return (string) get_option( $name, '' );
}

/**
 * The page and its fields.
 */
function developing_story_add_page() {
	$title = __( 'Developing story', 'developing-story' );
	add_options_page( $title, $title, 'manage_options', DEVELOPING_STORY_PAGE, 'developing_story_print_page' );
	add_settings_section( 'release', __( 'The release', 'developing-story' ), 'developing_story_print_section', DEVELOPING_STORY_PAGE );
	$fields = array(
		array(
			'label_for'   => 'developing_story_url',
			'label'       => __( 'Address', 'developing-story' ),
			'constant'    => 'DEVELOPING_STORY_URL',
			'type'        => 'url',
			'placeholder' => 'https://cdn.example/developing-story/0.1.0',
			'description' => __( 'The folder with developing-story.js in it. One with a full version keeps the same bytes for ever.', 'developing-story' ),
		),
		array(
			'label_for'   => 'developing_story_integrity',
			'label'       => __( 'Digest', 'developing-story' ),
			'constant'    => 'DEVELOPING_STORY_INTEGRITY',
			'type'        => 'text',
			'placeholder' => 'sha384-…',
			'description' => __( 'If you want: what integrity.json of the release says of developing-story.js (Subresource Integrity). Browsers refuse any other script, so use it with the address of a full version.', 'developing-story' ),
		),
	);
	foreach ( $fields as $field ) {
		add_settings_field( $field['label_for'], $field['label'], 'developing_story_print_field', DEVELOPING_STORY_PAGE, 'release', $field );
	}
}
add_action( 'admin_menu', 'developing_story_add_page' );

/**
 * The page.
 */
function developing_story_print_page() {
	?>
	<div class="wrap">
		<h1><?php echo esc_html( get_admin_page_title() ); ?></h1>
		<form action="options.php" method="post">
			<?php
			settings_fields( DEVELOPING_STORY_PAGE );
			do_settings_sections( DEVELOPING_STORY_PAGE );
			submit_button();
			?>
		</form>
	</div>
	<?php
}

/**
 * What the section is about.
 */
function developing_story_print_section() {
	printf( '<p>%s</p>', esc_html__( 'The timeline is a folder of static files that your newsroom or a partner publishes. Readers of posts with a timeline load it from there, and nothing from anywhere else.', 'developing-story' ) );
}

/**
 * One field.
 *
 * @param array $field From developing_story_add_page().
 */
function developing_story_print_field( $field ) {
	$name  = $field['label_for'];
	$fixed = defined( $field['constant'] );
	printf(
		'<input type="%1$s" id="%2$s"%5$s value="%3$s" placeholder="%4$s" class="regular-text code" aria-describedby="%2$s-description" spellcheck="false">',
		esc_attr( $field['type'] ),
		esc_attr( $name ),
		esc_attr( $fixed ? constant( $field['constant'] ) : get_option( $name, '' ) ),
		esc_attr( $field['placeholder'] ),
		$fixed ? ' readonly' : sprintf( ' name="%s"', esc_attr( $name ) )
	);
	printf( '<p class="description" id="%s-description">%s', esc_attr( $name ), esc_html( $field['description'] ) );
	if ( $fixed ) {
		/* translators: %s: the name of a constant. */
		echo ' ' . esc_html( sprintf( __( 'Set in wp-config.php (%s).', 'developing-story' ), $field['constant'] ) );
	}
	echo '</p>';
}

/**
 * A way from the list of plugins to the page.
 *
 * @param string[] $links Links of the plugin.
 * @return string[]
 */
function developing_story_action_links( $links ) {
	$settings = sprintf( '<a href="%s">%s</a>', esc_url( developing_story_settings_address() ), esc_html__( 'Settings', 'developing-story' ) );
	return array_merge( array( $settings ), $links );
}
add_filter( 'plugin_action_links_' . plugin_basename( DEVELOPING_STORY_FILE ), 'developing_story_action_links' );
