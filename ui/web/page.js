// Runs in a world of its own beside the card (JavaScript of the card itself is off). One expression: an object of
// functions. Every call sends the whole text again, so that nothing has to live in the page.
(() => {
    const blocks = () => Array.from(document.querySelectorAll('[data-line]'));
    const lineOf = (element) => Number(element.getAttribute('data-line')) || 0;

    /// The innermost block with a line around a node; inside <pre> the lines before the node count.
    const blockAt = (node, offset) => {
        let element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
        element = element && element.closest('[data-line]');
        if (!element)
            return 0;
        let line = lineOf(element);
        if (element.tagName === 'PRE' && node.nodeType === Node.TEXT_NODE) {
            const before = document.createRange();
            before.setStart(element, 0);
            before.setEnd(node, Math.min(offset, node.length));
            line += (before.toString().match(/\n/g) || []).length;
        }
        return line;
    };

    /// The text of the page before or after a range, as much as an anchor can use.
    const textAround = (range, before) => {
        const reach = 256;
        const around = document.createRange();
        around.selectNodeContents(document.body);
        if (before)
            around.setEnd(range.startContainer, range.startOffset);
        else
            around.setStart(range.endContainer, range.endOffset);
        const text = around.toString();
        return before ? text.slice(-reach) : text.slice(0, reach);
    };

    const textNodes = (root) => {
        const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
        const nodes = [];
        while (walker.nextNode())
            nodes.push(walker.currentNode);
        return nodes;
    };

    const clearMarks = () => {
        for (const mark of document.querySelectorAll('mark.evidence')) {
            const parent = mark.parentNode;
            mark.replaceWith(...mark.childNodes);
            parent.normalize();
        }
    };

    /// Wraps the first place under `root` where the quote stands, white space aside.
    const markIn = (root, quote) => {
        const wanted = quote.replace(/\s+/g, '');
        if (!wanted)
            return false;
        const nodes = textNodes(root);
        let text = '';
        const at = []; // for every kept character: node and offset
        for (const node of nodes) {
            for (let i = 0; i < node.length; ++i) {
                const c = node.data[i];
                if (!/\s/.test(c)) {
                    text += c;
                    at.push([node, i]);
                }
            }
        }
        const start = text.indexOf(wanted);
        if (start < 0)
            return false;
        const spans = new Map();
        for (let i = start; i < start + wanted.length; ++i) {
            const [node, offset] = at[i];
            const span = spans.get(node);
            if (span)
                span[1] = offset + 1;
            else
                spans.set(node, [offset, offset + 1]);
        }
        for (const [node, [from, to]] of spans) {
            const range = document.createRange();
            range.setStart(node, from);
            range.setEnd(node, to);
            const mark = document.createElement('mark');
            mark.className = 'evidence';
            range.surroundContents(mark);
        }
        return true;
    };

    /// The last block that starts at or before the line.
    const blockOfLine = (line) => {
        let best = null;
        for (const block of blocks())
            if (lineOf(block) <= line && (!best || lineOf(block) >= lineOf(best)))
                best = block;
        return best;
    };

    const copyAttributes = (from, to) => {
        for (const name of to.getAttributeNames())
            to.removeAttribute(name);
        for (const name of from.getAttributeNames())
            to.setAttribute(name, from.getAttribute(name));
    };

    return {
        /// Puts another document's body in place of this one. Returns its height: layout is done when this returns.
        exchange: (html) => {
            const parsed = new DOMParser().parseFromString(html, 'text/html');
            copyAttributes(parsed.documentElement, document.documentElement);
            document.body.replaceWith(document.adoptNode(parsed.body));
            document.scrollingElement.scrollTop = 0;
            document.scrollingElement.scrollLeft = 0;
            return document.documentElement.offsetHeight;
        },
        layout: () => document.documentElement.offsetHeight,
        reveal: (number, documentNumber) => {
            const box = document.querySelector('[data-picture="' + number + '"]');
            if (!box)
                return false;
            const image = document.createElement('img');
            image.className = 'revealed';
            image.alt = '';
            image.src = 'card://c/img/' + number + '?reveal=' + documentNumber;
            box.classList.add('shown');
            box.querySelectorAll('img.revealed, .refusal').forEach((old) => old.remove());
            box.append(image);
            return true;
        },
        refuse: (number, text) => {
            const box = document.querySelector('[data-picture="' + number + '"]');
            if (!box)
                return false;
            box.querySelectorAll('.refusal').forEach((old) => old.remove());
            const note = document.createElement('span');
            note.className = 'refusal';
            note.textContent = text;
            box.append(note);
            return true;
        },
        scrollToLine: (line) => {
            const block = blockOfLine(line);
            for (const mark of document.querySelectorAll('mark.evidence-current'))
                mark.classList.remove('evidence-current');
            const marks = block ? block.querySelectorAll('mark.evidence') : [];
            marks.forEach((mark) => mark.classList.add('evidence-current'));
            if (block)
                (marks[0] || block).scrollIntoView({ block: 'center' });
            return Boolean(block);
        },
        mark: (marks) => {
            clearMarks();
            let done = 0;
            for (const { quote, line } of marks) {
                const block = line > 0 ? blockOfLine(line) : null;
                if ((block && markIn(block, quote)) || markIn(document.body, quote))
                    ++done;
            }
            return done;
        },
        selection: () => {
            const selection = getSelection();
            if (!selection || selection.isCollapsed || !selection.rangeCount)
                return { text: '', first: 0, last: 0, before: '', after: '' };
            const range = selection.getRangeAt(0);
            return {
                text: selection.toString(),
                first: blockAt(range.startContainer, range.startOffset),
                last: blockAt(range.endContainer, range.endOffset),
                before: textAround(range, true),
                after: textAround(range, false),
            };
        },
        /// For tests: selects the first place where the text stands.
        select: (text) => {
            for (const node of textNodes(document.body)) {
                const at = node.data.indexOf(text);
                if (at >= 0) {
                    getSelection().setBaseAndExtent(node, at, node, at + text.length);
                    return true;
                }
            }
            return false;
        },
    };
})()
