"""The public functions: what the verbs of the command line do, for programs and notebooks.

answer    what they return: figures, tables and pictures that show themselves in a notebook
study     `run`
choices   `compare`, `sensitivity`, `propose`, `staff`, `frontier`
past      `measure`
drafts    `check`, `check_against`

`slm_sim` loads each when it is first used.
"""
