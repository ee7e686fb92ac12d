// Runs documents in frames of this page, each parsed by Chromium as a document of its own, and tells what they did.
// One string of JavaScript evaluates to an object with start(documents, raw) and result().
(() => {
    "use strict";
    const allowedTags = new Set(("html head body main section a abbr b bdi bdo blockquote br caption center cite code col "
        + "colgroup dd del details dfn div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i input ins kbd li mark ol p "
        + "pre q rp rt ruby s samp small span strike strong sub summary sup table tbody td tfoot th thead time tr tt u "
        + "ul var wbr").split(" "));
    const allowedAttributes = new Set(("href id class data-line data-picture data-language colspan rowspan span width type disabled "
        + "checked align valign dir lang title scope start value reversed open datetime aria-label role").split(" "));
    const ownTarget = /^(card:\/\/c\/(link|img|more)\/[0-9]+|#user-content-[^]*)$/;
    const events = ("click dblclick mousedown mouseup mouseover mouseout mouseenter mouseleave mousemove focus blur focusin "
        + "focusout keydown keypress keyup input change submit reset select scroll wheel copy cut paste dragstart drop "
        + "load error toggle animationstart animationend transitionend pointerover pointerdown touchstart begin message "
        + "hashchange popstate resize pageshow").split(" ");
    const hooks = "<script>(() => { const told = new Set(); const tell = what => { told.add(String(what)); "
        + "parent.__fired(window.name, String(what)); };"
        + "for (const name of ['alert','confirm','prompt','print','open','eval','Function','setTimeout','setInterval',"
        + "'fetch','XMLHttpRequest','WebSocket','EventSource','Worker','Image','postMessage','write'])"
        + " window[name] = function () { tell(name); };"
        + "navigator.sendBeacon = () => tell('sendBeacon');"
        + "window.addEventListener('error', e => { if (e.isTrusted && e instanceof ErrorEvent)"
        + " tell('error ' + e.message); }, true);"
        + "window.addEventListener('unhandledrejection', () => tell('rejection'));"
        + "document.currentScript.remove(); })()</" + "script>";
    let frames = [];
    let fired = {};
    window.__fired = (name, what) => { (fired[name] = fired[name] || []).push(what); };
    for (const name of ["alert", "confirm", "prompt", "print", "open"])
        window[name] = () => { (fired.top = fired.top || []).push(name); };

    const audit = root => {
        const faults = [];
        const walk = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_ALL);
        for (let node = walk.nextNode(); node; node = walk.nextNode()) {
            if (node.nodeType === Node.TEXT_NODE)
                continue;
            if (node.nodeType !== Node.ELEMENT_NODE) {
                faults.push("node " + node.nodeType);
                continue;
            }
            if (node.namespaceURI !== "http://www.w3.org/1999/xhtml" || !allowedTags.has(node.localName) || node.shadowRoot)
                faults.push("<" + node.localName + ">");
            for (const attribute of node.attributes) {
                if (!allowedAttributes.has(attribute.name) || attribute.namespaceURI)
                    faults.push(node.localName + " " + attribute.name);
                if (attribute.name === "href" && !ownTarget.test(attribute.value))
                    faults.push("href " + attribute.value);
            }
        }
        // Parsed again it is the same; a parser takes one line end after <pre> away.
        const plain = html => html.replace(/(<pre[^>]*>)\n+/g, "$1");
        const again = root.ownerDocument.implementation.createHTMLDocument("").createElement("body");
        again.innerHTML = root.innerHTML;
        if (plain(again.innerHTML) !== plain(root.innerHTML))
            faults.push("unstable");
        return faults;
    };
    const provoke = (view, raw, most) => {
        const all = [...view.document.querySelectorAll("*")].slice(0, most);
        view.document.addEventListener("click", e => {
            const link = e.target.closest && e.target.closest("a[href]");
            if (link && ownTarget.test(link.getAttribute("href")))
                e.preventDefault(); // the app asks first; a fragment would leave a document without an address
        });
        for (const element of all) {
            for (const name of events)
                element.dispatchEvent(new view.Event(name, { bubbles: false, cancelable: true }));
            if (element.focus)
                element.focus();
            if (element.click)
                element.click();
        }
        for (const name of events)
            view.dispatchEvent(new view.Event(name));
    };
    const run = {
        pending: 0,
        start(documents, raw) {
            fired = {};
            for (const frame of frames)
                frame.remove();
            frames = documents.map((html, i) => {
                const frame = document.createElement("iframe");
                frame.name = "f" + i;
                frame.style.cssText = "width:300px;height:200px";
                if (raw) // the control must not take this page with it
                    frame.sandbox = "allow-scripts allow-same-origin allow-forms";
                frame.dataset.loads = 0;
                frame.addEventListener("load", () => {
                    if (++frame.dataset.loads > 1) {
                        window.__fired(frame.name, "navigated");
                        return;
                    }
                    frame.dataset.faults = "[]";
                    try {
                        if (!raw)
                            frame.dataset.faults = JSON.stringify(audit(frame.contentDocument.body).slice(0, 5));
                        provoke(frame.contentWindow, raw, raw ? 60 : 4000);
                        if (frame.contentWindow.location.href !== "about:srcdoc")
                            window.__fired(frame.name, "navigated");
                    } catch (error) {
                        window.__fired(frame.name, "lost: " + error.message);
                    }
                    frame.dataset.done = 1;
                });
                frame.srcdoc = "<!doctype html><html><head>" + hooks + "</head><body>" + html + "</body></html>";
                document.body.appendChild(frame);
                return frame;
            });
            return frames.length;
        },
        waiting() { return frames.filter(frame => !frame.dataset.done).length; },
        result() {
            return JSON.stringify(frames.map((frame, i) => ({
                fired: fired[frame.name] || [], faults: JSON.parse(frame.dataset.faults || "[]"),
                loads: +frame.dataset.loads })).concat([{ fired: fired.top || [], faults: [], loads: 1 }]));
        }
    };
    window.__run = run;
    return true;
})()
