//! Bytes to pages with words and boxes: sniffing, PDF, pictures, OCR, mail; runs in the worker process.
