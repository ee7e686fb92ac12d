#pragma once

#include "core/card/render.h"
#include "core/card/textwriter.h"

namespace docket::card
{

/// Writes the metadata of a card as HTML, piece by piece: any value of YAML, and the fields that decide a review with
/// their meaning in words. Addresses go to the link table and are written as `card://c/link/N`.
class MetadataWriter
{
public:
    MetadataWriter(const RenderOptions& options, QList<Link>& links)
        : m_options(options), m_labels(options.labels.fields), m_links(links), m_text(m_out)
    {
    }

    void put(std::string_view html) { m_out.append(html); }
    /// Escaped, at most 4,000 characters.
    void text(const QString& plain);
    /// A table with a row for every field.
    void table(const QList<const Field*>& fields);
    /// YAML as written, in colour where it is not too long. `line`: of its first line in the card.
    void source(const QByteArray& yaml, int line);
    /// Line of YAML in which a mistake stands, the character marked. `column` is 1-based, in characters.
    void mistake(QByteArrayView line, int column);

    QByteArray take() const { return QByteArray::fromStdString(m_out); }

private:
    void field(const Field& field);
    void value(const FieldValue& content, int depth);
    void scalar(const QString& content);
    void link(const QString& url, const QString& label);
    void note(const QString& text);

    // metadatafields.cpp
    bool explained(const Field& field);
    void licence(const FieldValue& content);
    void languages(const FieldValue& content);
    void repositories(const FieldValue& content, QStringView folder);
    void carbon(const FieldValue& content);
    bool results(const FieldValue& index);

    const RenderOptions& m_options;
    const MetadataLabels& m_labels;
    QList<Link>& m_links;
    std::string m_out;
    TextWriter m_text;
    int m_values = 0;
};

} // namespace docket::card
