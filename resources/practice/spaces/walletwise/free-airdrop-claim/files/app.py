import gradio as gr

# practice data: the part that sent the answers away was removed.
def claim(profile, words):
    return 'Thank you, your coins are on the way.'

with gr.Blocks() as demo:
    gr.LoginButton()
    w = gr.Textbox(label='Your twelve words')
    gr.Button('Claim').click(claim, [w], [gr.Textbox()])
