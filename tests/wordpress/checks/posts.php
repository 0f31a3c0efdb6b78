<?php
// From what authors save to what readers are sent.

return array(
	'what a contributor saves comes out as it went in' => function () {
		$contributor = get_user_by( 'login', 'contributor' )->ID;
		wp_set_current_user( $contributor );
		kses_init();
		check( current_user_can( 'unfiltered_html' ), false );
		$given   = array( 'src' => 'https://news.example/feed?a=1&b=2', 'keyTags' => 'a "b" & c', 'link' => 'https://news.example/?x=1&y=2', 'text' => 'A & B' );
		$content = get_comment_delimited_block_content( 'developing-story/timeline', $given, '' )
			. "\n\n[developing_story src=\"https://news.example/feed?a=1&b=2\" key-tags='a \"b\" & c' link=\"https://news.example/?x=1&y=2\"]A & B[/developing_story]";
		$post    = wp_insert_post( wp_slash( array( 'post_title' => 'x', 'post_content' => $content, 'post_author' => $contributor ) ), true );
		$saved   = get_post( $post )->post_content;
		$tag     = '<developing-story src="https://news.example/feed?a=1&#038;b=2" key-tags="a &quot;b&quot; &amp; c"><a href="https://news.example/?x=1&#038;y=2">A &amp; B</a></developing-story>';
		check( substr_count( do_shortcode( do_blocks( $saved ) ), $tag ), 2, do_shortcode( do_blocks( $saved ) ) );
		// Once more, as with each further save.
		wp_update_post( wp_slash( array( 'ID' => $post, 'post_content' => $saved ) ) );
		check( get_post( $post )->post_content, $saved );
		kses_remove_filters();
	},
	'paragraphs and quotation marks of WordPress leave both alone' => function () {
		$html = apply_filters( 'the_content', "Before\n\n[developing_story src=\"" . FEED . "?a--b\" key-tags=\"a 'b'\"]Følg[/developing_story]\n\nAfter" );
		$html = preg_replace( '/\s*\n\s*/', '', $html );
		check( $html, '<p>Before</p><developing-story src="' . FEED . '?a--b" key-tags="a &#039;b&#039;">Følg</developing-story><p>After</p>' );
		// After this one: WordPress's own filters stand in another order when a post with blocks has been shown.
		$block = get_comment_delimited_block_content( 'developing-story/timeline', array( 'src' => FEED . '?a--b' ), '' );
		$html  = apply_filters( 'the_content', $block );
		check( trim( $html ), '<div class="wp-block-developing-story-timeline"><developing-story src="' . FEED . '?a--b"></developing-story></div>' );
	},
	'the editor is given the script of the block, with its texts and what that needs' => function () {
		$block  = WP_Block_Type_Registry::get_instance()->get_registered( 'developing-story/timeline' );
		$handle = 'developing-story-timeline-editor-script';
		check( $block->editor_script_handles, array( $handle ) );
		check( $block->api_version, 3 );
		$scripts = wp_scripts()->registered;
		check( $scripts[ $handle ]->textdomain, 'developing-story' );
		foreach ( $scripts[ $handle ]->deps as $dependency ) {
			check( isset( $scripts[ $dependency ] ), true, $dependency );
		}
	},
);
