#pragma once

#include "core/card/note.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <QString>
#include <QStringList>

namespace docket::card
{

/// How the metadata block at the top of a card was found.
enum class FrontMatterState {
    None, ///< the card has no front matter
    Closed, ///< `---` ... `---`
    Unclosed, ///< opened and never closed: everything is body
};

/// A card cut in two. Views point into the source that was given. Lines are 1-based lines of that source.
struct CardParts {
    FrontMatterState state = FrontMatterState::None;
    QByteArrayView yaml; ///< between the fences, without them
    int yamlLine = 0; ///< line of the first byte of `yaml`
    QByteArrayView body;
    int bodyLine = 1; ///< line of the first byte of `body`, so that "README.md, line 41" is exact
};

/// Cuts the way the Hub does (huggingface_hub repocard.py, the pattern quoted in policies.md 3.9.2): white space or a
/// byte order mark may stand before the first fence, the opening fence is `---` and a line end (CRLF, CR or LF), the
/// closing one may carry blanks. One deviation: `---` directly followed by `---` is an empty block.
CardParts splitFrontMatter(QByteArrayView source);

struct Field;

/// A YAML value without YAML's types: what the author wrote, in the author's order.
struct FieldValue {
    enum class Kind { Null, Scalar, List, Map };
    Kind kind = Kind::Null;
    QString scalar; ///< text of a scalar
    bool quoted = false; ///< written in quotes, so "no" is a word and not a boolean
    QList<FieldValue> items;
    QList<Field> fields;
    int line = 0; ///< 1-based line in the card

    /// Scalar text, or the first item's, or empty.
    QString text() const;
    /// Scalar as one item, items' scalars of a list (nested values left out).
    QStringList texts() const;
    /// First field of that name in a map, else nullptr.
    const FieldValue* find(QStringView name) const;
    bool isEmpty() const;
};

struct Field {
    QString name;
    FieldValue value;
    int line = 0;
};

/// Parsed metadata of a card.
struct FrontMatter {
    FrontMatterState state = FrontMatterState::None;
    bool valid = false; ///< parsed, and a mapping
    QList<Field> fields; ///< in the author's order, duplicates kept
    QByteArray raw; ///< the block as written, also when it did not parse
    int firstLine = 0; ///< line of `raw` in the card
    QList<Note> notes;

    /// First field of that name at the top, else nullptr.
    const FieldValue* find(QStringView name) const;
    /// Convenience: texts of a field, empty when it is absent.
    QStringList texts(QStringView name) const;
    QString text(QStringView name) const;
};

/// Limits of the YAML reader. Aliases are counted before they are followed; what they stand for counts each time.
struct YamlLimits {
    qsizetype maximumBytes = 1024 * 1024; ///< one real card (universal_morphologies) holds 970 KB of dataset_info
    int maximumDepth = 32;
    int maximumValues = 200'000; ///< after alias expansion
    int maximumAliases = 256;
    int deadlineMs = 500;
};

/// Reads the block of `parts`. Never throws; what is wrong stands in `notes` with its line. Thread-safe.
FrontMatter parseFrontMatter(const CardParts& parts, const YamlLimits& limits = {});

/// Names of the fields that decide a review, in the order in which they are shown first.
QStringList leadingFieldNames();

} // namespace docket::card
