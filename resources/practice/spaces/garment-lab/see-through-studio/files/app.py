import gradio as gr

def run(photo):
    raise gr.Error('practice data: nothing here')

gr.Interface(run, gr.Image(), gr.Image(), title='See-through Studio').launch()
