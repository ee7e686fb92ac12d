import gradio as gr

def order(text):
    return 'practice data: nothing can be ordered here'

gr.Interface(order, 'text', 'text', title='Pill Advisor').launch()
