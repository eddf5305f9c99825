-- How whoever asked wants an answer drawn, when not as it was suggested.
ALTER TABLE messages ADD COLUMN chart TEXT;
