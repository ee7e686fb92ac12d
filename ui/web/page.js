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

    const boxOf = (number) => document.querySelector('[data-picture="' + number + '"]');
    const frameOf = (number) => boxOf(number)?.querySelector(':scope > .picture-frame');

    /// Shows a box as `view` says (cardengine.h, PictureBox).
    const showBox = (view, documentNumber) => {
        const box = boxOf(view.number);
        if (!box)
            return;
        let frame = frameOf(view.number);
        if (!view.shown) {
            frame?.remove();
        } else if (!frame) {
            frame = document.createElement('span');
            frame.className = 'picture-frame';
            const image = document.createElement('img');
            image.className = 'revealed';
            image.alt = ''; // the box has the name
            image.src = 'card://c/img/' + view.number + '?reveal=' + documentNumber;
            frame.append(image);
            box.append(frame);
        }
        for (const name of ['shown', 'blurred', 'grey', 'busy'])
            box.classList.toggle(name, view[name]);
        if (!view.blurred)
            box.querySelector('img.lens')?.remove();
        box.setAttribute('aria-label', view.name);
        const state = box.querySelector(':scope > .picture-state');
        if (state)
            state.textContent = view.state;
        const link = box.querySelector(':scope > .picture-reveal');
        if (link) {
            link.textContent = view.action;
            link.setAttribute('aria-label', view.action + ': ' + view.name);
            link.hidden = !view.action;
        }
        box.querySelectorAll(':scope > .picture-remark').forEach((old) => old.remove());
        if (view.remark) {
            const remark = document.createElement('span');
            remark.className = 'picture-remark';
            remark.textContent = view.remark;
            box.append(remark);
        }
    };

    const lensAt = (lens, axis) => parseFloat(lens.style.getPropertyValue('--lens-' + axis)) || 0;
    const moveLens = (where) => {
        const lens = document.querySelector('img.lens');
        if (!lens)
            return false;
        const [x, y] = where(lens);
        lens.style.setProperty('--lens-x', Math.min(Math.max(x, 0), lens.clientWidth) + 'px');
        lens.style.setProperty('--lens-y', Math.min(Math.max(y, 0), lens.clientHeight) + 'px');
        return true;
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
        boxes: (views, documentNumber) => {
            views.forEach((view) => showBox(view, documentNumber));
            return true;
        },
        forgetPictures: () => {
            for (const frame of document.querySelectorAll('.picture-frame')) {
                frame.parentElement.classList.remove('shown', 'blurred', 'grey', 'busy');
                frame.remove();
            }
        },
        /// Opens the lens over one blurred picture and closes it over all others.
        lens: (number) => {
            document.querySelectorAll('img.lens').forEach((old) => old.remove());
            const frame = number ? frameOf(number) : null;
            if (!frame)
                return false;
            const lens = frame.querySelector('img').cloneNode();
            lens.className = 'lens';
            lens.style.setProperty('--lens-x', frame.firstChild.clientWidth / 2 + 'px');
            lens.style.setProperty('--lens-y', frame.firstChild.clientHeight / 2 + 'px');
            frame.append(lens);
            return true;
        },
        /// To a point of the window, as far as the picture goes.
        lensTo: (x, y) => moveLens((lens) => {
            const place = lens.getBoundingClientRect();
            return [x - place.left, y - place.top];
        }),
        lensBy: (dx, dy) => moveLens((lens) => [lensAt(lens, 'x') + dx, lensAt(lens, 'y') + dy]),
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
        /// The line of the last heading in the upper half of the window or above it, 0 when there is none. A heading that
        /// was jumped to stands in the middle.
        heading: () => {
            let line = 0;
            for (const heading of document.querySelectorAll('h1, h2, h3, h4, h5, h6')) {
                if (heading.getBoundingClientRect().top > innerHeight / 2)
                    break;
                const block = heading.closest('[data-line]');
                line = block ? lineOf(block) : line;
            }
            return line;
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
        /// For tests: what a box says and shows.
        boxText: (number) => {
            const box = boxOf(number);
            return box ? [box.className, box.getAttribute('aria-label'), box.innerText].join('|') : '';
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
