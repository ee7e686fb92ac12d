#pragma once

#include <gumbo.h>

namespace docket::card
{

/// What becomes of an element of the HTML namespace (rendering.md 3). Elements of other namespaces are always dropped.
enum class ElementPolicy {
    Drop, ///< with everything in it
    Unwrap, ///< its children stay
    Keep,
    Division, ///< becomes a <div>: its children stay and remain a block of their own
    Embed, ///< dropped; a box says that something was there
    Picture,
    CheckBox, ///< `<input type=checkbox>` only
};

struct ElementRule {
    ElementPolicy policy = ElementPolicy::Unwrap;
    bool block = false; ///< carries data-line
    bool isVoid = false; ///< has no end tag
};

ElementRule elementRule(GumboTag tag);

/// Rule for elements Gumbo has no number for, by lower-case name.
ElementPolicy unknownElementPolicy(const char* name, size_t length);

/// May `child` stand directly in `parent` (the nearest element that was written)? Table parts only in tables, list
/// items only in lists, and nothing but table parts in the frame of a table.
bool mayStandIn(GumboTag child, GumboTag parent);

/// table, tbody, tr ...: places that hold no text.
bool isTableFrame(GumboTag tag);

} // namespace docket::card
