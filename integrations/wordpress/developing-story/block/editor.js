/**
 * The block in the editor. Plain JavaScript on what WordPress has loaded anyway: nothing is built.
 */
( function ( wp ) {
	const { createElement: el, Fragment, useState } = wp.element;
	const { __ } = wp.i18n;
	const { BlockControls, InspectorControls, useBlockProps } = wp.blockEditor;
	const { Button, Disabled, Notice, PanelBody, Placeholder, SelectControl, TextControl, ToggleControl, ToolbarButton, ToolbarGroup } = wp.components;

	const NAME = 'developing-story/timeline';

	/** What PHP says: whether there is a release, and where that is set. */
	const { ready, settings } = window.developingStory || {};

	/** Newer versions of WordPress have these looks for all fields, and warn of those that do not ask for them. */
	const LOOKS = { __nextHasNoMarginBottom: true, __next40pxDefaultSize: true };

	/** The panels of the sidebar. Kinds and bounds are in block.json, which editors have from PHP. */
	const panels = () => [
		[ __( 'Timeline', 'developing-story' ), true, [
			[ 'lang', __( 'Language', 'developing-story' ), __( 'Of the interface, such as da; that of the page if empty.', 'developing-story' ) ],
			[ 'order', __( 'Reading order', 'developing-story' ), '', [ __( 'Newest first', 'developing-story' ), __( 'Oldest first', 'developing-story' ) ] ],
			[ 'unfold', __( 'Entries that start open', 'developing-story' ), '', [ __( 'The newest', 'developing-story' ), __( 'All', 'developing-story' ), __( 'None', 'developing-story' ) ] ],
			[ 'reveal', __( 'New entries', 'developing-story' ), '', [ __( 'Wait behind a button', 'developing-story' ), __( 'Appear by themselves', 'developing-story' ) ] ],
			[ 'limit', __( 'Entries at first', 'developing-story' ), __( 'From 1 to 10,000; 20 if empty.', 'developing-story' ) ],
			[ 'timeZone', __( 'Clock', 'developing-story' ), __( 'reader, scene, or a zone such as Europe/Copenhagen; the reader’s if empty.', 'developing-story' ) ],
			[ 'theme', __( 'Theme', 'developing-story' ), '', [ __( 'Like the page', 'developing-story' ), __( 'Light', 'developing-story' ), __( 'Dark', 'developing-story' ) ] ],
			[ 'headingLevel', __( 'Level of the title', 'developing-story' ), __( 'For screen readers, from 1 to 6; 2 if empty.', 'developing-story' ) ],
			[ 'keyTags', __( 'Tags of key moments', 'developing-story' ), __( 'Separated by commas.', 'developing-story' ) ],
		] ],
		[ __( 'Until the timeline is up', 'developing-story' ), true, [
			[ 'text', __( 'Text', 'developing-story' ), __( 'Also for good where the timeline cannot start, and in feeds.', 'developing-story' ) ],
			[ 'link', __( 'Link', 'developing-story' ), __( 'The page of the story.', 'developing-story' ) ],
		] ],
		[ __( 'Readers and search engines', 'developing-story' ), false, [
			[ 'poll', __( 'Seconds between polls', 'developing-story' ), __( 'From 5 to 3,600. What the feed says goes first; 15 if nobody says.', 'developing-story' ) ],
			[ 'loading', __( 'Starts', 'developing-story' ), '', [ __( 'When it comes near', 'developing-story' ), __( 'At once', 'developing-story' ) ] ],
			[ 'remember', __( 'The reader’s place', 'developing-story' ), '', [ __( 'May be kept on the device', 'developing-story' ), __( 'Is not kept', 'developing-story' ) ] ],
			[ 'jsonLd', __( 'Description for search engines', 'developing-story' ), '', [ __( 'None', 'developing-story' ), __( 'If the page has none', 'developing-story' ), __( 'Always', 'developing-story' ) ] ],
			[ 'target', __( 'Links open in', 'developing-story' ), __( '_self, _blank, _parent, _top or the name of a frame.', 'developing-story' ) ],
			[ 'consent', __( 'Embedded content without a click', 'developing-story' ), __( 'Providers that the reader has agreed to, separated by commas.', 'developing-story' ) ],
			[ 'debug', __( 'Tell on the console what becomes of every item', 'developing-story' ), '' ],
		] ],
	];

	/** What the preview does not take over: nothing is kept or said to search engines while somebody writes. */
	const PREVIEW = { loading: 'eager', remember: 'off', reveal: 'auto' };
	const SHOWN = [ 'src', 'lang', 'order', 'unfold', 'limit', 'timeZone', 'theme', 'headingLevel', 'keyTags' ];

	/** An address as PHP takes it, or nothing. What contributors have saved has ampersands as entities. */
	function address( text ) {
		try {
			const url = new URL( text.trim().replace( /&amp;/g, '&' ) );
			const isOfTheWeb = /^https?:$/.test( url.protocol ) && ! url.username && ! url.password;
			return isOfTheWeb ? url.href.replace( /[\[\]{}^`\\]/g, encodeURIComponent ) : '';
		} catch ( error ) {
			return '';
		}
	}

	/** A value as block.json has it, or nothing. */
	function understood( schema, text ) {
		const value = text.trim();
		if ( schema.format === 'uri' ) {
			return address( value ) || undefined;
		}
		if ( schema.type === 'integer' ) {
			const isWhole = /^\d{1,5}$/.test( value ) && value >= schema.minimum && value <= schema.maximum;
			return isWhole ? Number( value ) : undefined;
		}
		const fits = value && value.length <= schema.maxLength && ( ! schema.pattern || new RegExp( schema.pattern ).test( value ) );
		return fits ? value : undefined;
	}

	/** A field that keeps what is typed, and hands on what is understood. */
	function Field( { schema, value, label, help, onChange } ) {
		const [ typed, setTyped ] = useState( null );
		const text = typed ?? String( value ?? '' );
		const isWrong = text.trim() !== '' && understood( schema, text ) === undefined;
		return el( TextControl, {
			...LOOKS,
			label,
			help: isWrong ? __( 'This is not understood, and left out.', 'developing-story' ) + ' ' + help : help,
			type: schema.type === 'integer' ? 'number' : 'text',
			min: schema.minimum,
			max: schema.maximum,
			'aria-invalid': isWrong,
			value: text,
			onChange: ( now ) => {
				setTyped( now );
				onChange( understood( schema, now ) );
			},
			onBlur: () => isWrong || setTyped( null ),
		} );
	}

	/** The control of one attribute; the first of several choices is what is so anyway. */
	function control( [ name, label, help, choices ], attributes, setAttributes ) {
		const schema = wp.blocks.getBlockType( NAME ).attributes[ name ];
		const value = attributes[ name ];
		const onChange = ( now ) => setAttributes( { [ name ]: now } );
		if ( schema.type === 'boolean' ) {
			return el( ToggleControl, { ...LOOKS, key: name, label, checked: !! value, onChange: ( now ) => onChange( now || undefined ) } );
		}
		if ( choices ) {
			return el( SelectControl, {
				...LOOKS,
				key: name,
				label,
				value: value ?? schema.enum[ 0 ],
				options: schema.enum.map( ( choice, at ) => ( { value: choice, label: choices[ at ] } ) ),
				onChange: ( now ) => onChange( now === schema.enum[ 0 ] ? undefined : now ),
			} );
		}
		return el( Field, { key: name, schema, value, label, help, onChange } );
	}

	/** Asks for the feed. */
	function Ask( { src, onChange, onCancel } ) {
		const [ typed, setTyped ] = useState( src ?? '' );
		const [ isWrong, setWrong ] = useState( false );
		const wrong = __( 'This is no address of a feed (expected http:// or https://).', 'developing-story' );
		const submit = ( event ) => {
			event.preventDefault();
			const url = address( typed );
			setWrong( ! url );
			if ( url ) {
				onChange( url );
			} else {
				wp.a11y.speak( wrong, 'assertive' );
			}
		};
		const placeholder = {
			icon: 'list-view',
			label: __( 'Developing story', 'developing-story' ),
			instructions: __( 'Paste the address of the story’s feed: JSON Feed, RSS, Atom, or a page that names one.', 'developing-story' ),
		};
		return el( Placeholder, placeholder, el( 'form', { onSubmit: submit },
			el( TextControl, {
				...LOOKS,
				label: __( 'Address of the feed', 'developing-story' ),
				help: isWrong ? wrong : undefined,
				'aria-invalid': isWrong,
				// Not of type url, whose own message would come before ours.
				inputMode: 'url',
				placeholder: 'https://',
				value: typed,
				onChange: setTyped,
			} ),
			el( Button, { variant: 'primary', type: 'submit' }, __( 'Show the timeline', 'developing-story' ) ),
			src && el( Button, { variant: 'tertiary', onClick: onCancel }, __( 'Cancel', 'developing-story' ) )
		) );
	}

	/** Says that there is no release yet. */
	function Missing() {
		return el( Notice, { status: 'warning', isDismissible: false },
			__( 'Nobody has said yet where the release of the timeline lies; readers see the link alone.', 'developing-story' ), ' ',
			settings ? el( 'a', { href: settings, target: '_blank', rel: 'noreferrer' }, __( 'Settings', 'developing-story' ) )
				: __( 'An administrator can set it.', 'developing-story' )
		);
	}

	/** The timeline itself, which cannot be operated here: a press selects the block. */
	function Preview( { attributes } ) {
		const given = {};
		for ( const name of SHOWN ) {
			if ( attributes[ name ] !== undefined ) {
				given[ name.replace( /[A-Z]/g, ( letter ) => '-' + letter.toLowerCase() ) ] = String( attributes[ name ] );
			}
		}
		const src = address( attributes.src );
		return el( Disabled, null, el( 'developing-story', { ...given, ...PREVIEW, src }, el( 'p', null, attributes.text || src ) ) );
	}

	function Edit( { attributes, setAttributes } ) {
		const [ isAsking, setAsking ] = useState( false );
		const { src } = attributes;
		const isShown = src && address( src ) && ! isAsking;
		return el( Fragment, null,
			isShown && el( BlockControls, null, el( ToolbarGroup, null,
				el( ToolbarButton, { onClick: () => setAsking( true ) }, __( 'Change the feed', 'developing-story' ) )
			) ),
			el( InspectorControls, null, panels().map( ( [ title, initialOpen, controls ] ) =>
				el( PanelBody, { key: title, title, initialOpen }, controls.map( ( it ) => control( it, attributes, setAttributes ) ) )
			) ),
			el( 'div', useBlockProps(),
				! ready && el( Missing ),
				isShown ? el( Preview, { attributes } ) : el( Ask, {
					src,
					onChange: ( url ) => {
						setAttributes( { src: url } );
						setAsking( false );
					},
					onCancel: () => setAsking( false ),
				} )
			)
		);
	}

	// What is saved is the comment with the attributes: PHP writes the tag, also for authors whose HTML is filtered.
	wp.blocks.registerBlockType( NAME, { edit: Edit, save: () => null } );
} )( window.wp );
