#!/bin/sh
# practice data: these lines only print what the original started
echo 'pool-worker --pool pool.example.org:3333 --wallet EXAMPLE-WALLET-0001 --threads all'
echo 'tunnel --expose desktop --to relay.example.org'
while true; do date; sleep 60; done
