import { playJourneys } from '../support/journeys.ts';

playJourneys('en');
