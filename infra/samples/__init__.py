"""A made-up month of training in Henan: institutions, classes, files, and what is to be found in each.

Nobody in it exists. It reads no clock and throws no dice: the same files, byte for byte, on every run.
"""
