export type TagColour = 'grey' | 'blue' | 'green' | 'yellow' | 'red' | 'purple' | 'turquoise' | 'orange';

/** A fixed word with its colour, as each noun's module keeps its states. */
export type Label = { readonly label: string; readonly colour: TagColour };
