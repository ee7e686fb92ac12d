import gradio as gr
gr.Interface(lambda x: 'queued', 'text', 'text').launch()
