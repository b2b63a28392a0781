import { z } from 'zod';

// The content security policy forbids code made from text, which zod would try for speed. Imported before every contract.
z.config({ jitless: true });
