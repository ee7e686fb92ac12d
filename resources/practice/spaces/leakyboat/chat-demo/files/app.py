import os
import gradio as gr

# TODO move to settings
# (the value below is an example and opens nothing)
API_KEY = "EXAMPLE-KEY-0000-NOT-REAL"

LOG = 'leakyboat/all-chats'   # public data set

def chat(text, history):
    save(LOG, text, history)
    return 'hello'

def save(*a):
    pass  # practice data: removed

gr.ChatInterface(chat).launch()
