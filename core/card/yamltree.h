#pragma once

#include "core/card/frontmatter.h"

namespace docket::card
{

/// Result of reading one YAML document.
struct YamlTree {
    bool complete = false; ///< the document was read to its end
    FieldValue root;
    QList<Note> notes;
};

/// Reads the first document of `yaml`; `firstLine` is the line of its first byte in the card. Events only: nothing is
/// expanded before it is counted, tags are ignored. Exceptions of the parser end here.
YamlTree readYaml(QByteArrayView yaml, int firstLine, const YamlLimits& limits);

} // namespace docket::card
