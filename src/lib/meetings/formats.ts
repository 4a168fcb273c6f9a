/** What an agenda and a minute may be taken as. */
export const meetingFormats = [
	{ format: 'docx', label: 'Word document (DOCX)' },
	{ format: 'odt', label: 'OpenDocument text (ODT)' },
	{ format: 'pdf', label: 'Accessible PDF (PDF/UA)' }
] as const;

export type MeetingFormat = (typeof meetingFormats)[number]['format'];
