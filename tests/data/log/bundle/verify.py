# stands for the real one
