"""One person's matter in a folder: observations, frozen families, letters and their answers, and when those are due."""
