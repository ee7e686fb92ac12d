# practice data: the original file fetched and ran a second program.
# That part was taken out; what is left does nothing.
def start():
    raise SystemExit("removed")
