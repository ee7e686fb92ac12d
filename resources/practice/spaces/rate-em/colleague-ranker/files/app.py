import streamlit as st
st.title('Colleague Ranker')
st.write('Wall of shame: Gudrun P., Wim L.')
