import 'developing-story';
