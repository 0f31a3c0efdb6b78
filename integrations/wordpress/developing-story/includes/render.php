<?php
/**
 * The timeline as HTML: one renderer behind the block and the shortcode.
 *
 * @package DevelopingStory
 */

defined( 'ABSPATH' ) || exit;

/**
 * The timeline, or what stands in for it.
 *
 * @param mixed $given Values by the name in the block, as somebody has said them.
 * @return string HTML; '' if there is nothing to show to this reader.
 */
function developing_story_render( $given ) {
	$understood = developing_story_understood( $given );
	if ( empty( $understood['src'] ) ) {
		return developing_story_explain( __( 'The timeline needs the address of a feed: an http or https address, as src. Readers see nothing here.', 'developing-story' ) );
	}
	$link = developing_story_link( $understood );
	// Readers of feeds take no scripts, and no tags that they do not know.
	if ( is_feed() ) {
		return developing_story_link( $understood, get_permalink() );
	}
	if ( '' === developing_story_file( '' ) ) {
		return trim( $link . ' ' . developing_story_explain( __( 'Nobody has said yet where the release of the timeline lies: Settings, Developing story. Readers see the link alone.', 'developing-story' ) ) );
	}
	if ( developing_story_is_amp() ) {
		return developing_story_frame( $understood );
	}
	developing_story_enqueue();

	/**
	 * The attributes of the tag.
	 *
	 * @param string[] $attributes By name; they are escaped afterwards.
	 */
	$attributes = apply_filters( 'developing_story_attributes', developing_story_tag_attributes( $understood ) );

	/**
	 * What stands inside the tag until the timeline is up: a link, or the whole story as `cargo xtask prerender` writes it.
	 *
	 * @param string   $inside     HTML, which is printed as it is.
	 * @param string[] $attributes The attributes of the tag; `src` is the feed.
	 */
	$inside = apply_filters( 'developing_story_inside', $link, $attributes );

	return sprintf( '<developing-story%s>%s</developing-story>', developing_story_written( $attributes ), $inside );
}

/**
 * The link that stands inside the tag. No paragraph: WordPress may have put a shortcode into one.
 *
 * @param array        $understood From developing_story_understood().
 * @param string|false $otherwise  Where it leads if the author has not said; without that there is only the text.
 * @return string HTML.
 */
function developing_story_link( $understood, $otherwise = '' ) {
	$link = isset( $understood['link'] ) ? $understood['link'] : (string) $otherwise;
	$text = isset( $understood['text'] ) ? $understood['text'] : '';
	if ( '' === $link ) {
		return esc_html( $text );
	}
	if ( '' === $text ) {
		/* translators: %s: a host name such as news.example. */
		$text = sprintf( __( 'Follow the story on %s', 'developing-story' ), wp_parse_url( $link, PHP_URL_HOST ) );
	}
	return sprintf( '<a href="%s">%s</a>', esc_url( $link, array( 'http', 'https' ) ), esc_html( $text ) );
}

/**
 * Whether an AMP page is being written, where only AMP's own tags are allowed.
 *
 * @return bool
 */
function developing_story_is_amp() {
	if ( function_exists( 'amp_is_request' ) ) {
		return amp_is_request();
	}
	return function_exists( 'is_amp_endpoint' ) && is_amp_endpoint();
}

/**
 * The timeline as a frame of AMP's.
 *
 * @param array $understood From developing_story_understood().
 * @return string HTML.
 */
function developing_story_frame( $understood ) {
	$page  = developing_story_file( 'embed.html' );
	$from  = isset( $understood['link'] ) ? $understood['link'] : (string) get_permalink();
	$query = developing_story_tag_attributes( $understood );
	// AMP allows no other frames.
	if ( 0 !== strpos( $page, 'https://' ) ) {
		return developing_story_link( $understood, $from );
	}
	if ( '' !== $from ) {
		$query['from'] = $from;
	}
	// Without something that stands in for it, AMP refuses a frame that can be seen at once.
	return sprintf(
		'<amp-iframe src="%s" title="%s" layout="fixed-height" height="720" resizable sandbox="allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox"><span placeholder>%s</span><button overflow>%s</button></amp-iframe>',
		esc_url( $page . '?' . http_build_query( $query, '', '&', PHP_QUERY_RFC3986 ) ),
		esc_attr( wp_strip_all_tags( get_the_title() ) ),
		developing_story_link( $understood, $from ),
		esc_html__( 'Show the whole timeline', 'developing-story' )
	);
}

/**
 * Says what is the matter to whoever can mend it, and to nobody else.
 *
 * @param string $what The sentence.
 * @return string HTML.
 */
function developing_story_explain( $what ) {
	if ( is_feed() || ! current_user_can( 'edit_posts' ) ) {
		return '';
	}
	return sprintf( '<strong class="developing-story-note">%s</strong>', esc_html( $what ) );
}

/**
 * Attributes as they are written in a tag.
 *
 * @param string[] $attributes By name.
 * @return string
 */
function developing_story_written( $attributes ) {
	$written = '';
	foreach ( $attributes as $name => $value ) {
		$written .= ' ' . esc_attr( $name );
		if ( '' !== $value ) {
			$written .= '="' . ( 'src' === $name ? esc_url( $value, array( 'http', 'https' ) ) : esc_attr( $value ) ) . '"';
		}
	}
	return $written;
}
