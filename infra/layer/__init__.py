"""The layer of the video function: decoder, inference and the face model, under Lambda's size limit."""
