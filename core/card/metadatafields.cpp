// Fields that decide a review, with their meaning in words: the second half of MetadataWriter.

#include "core/card/licences.h"
#include "core/card/metadatawriter.h"

#include <QLocale>
#include <QRegularExpression>

#include <array>
#include <utility>
#include <vector>

using namespace Qt::StringLiterals;

namespace docket::card
{

namespace
{

constexpr size_t maximumResults = 200; ///< rows

QString textOf(const FieldValue& map, QStringView part, QStringView name)
{
    const FieldValue* inner = map.find(part);
    const FieldValue* found = inner ? inner->find(name) : nullptr;
    return found ? found->text() : QString();
}

const FieldValue& childOf(const FieldValue& map, QStringView name)
{
    static const FieldValue none;
    const FieldValue* found = map.find(name);
    return found ? *found : none;
}

bool isTrue(const QString& scalar)
{
    const QString word = scalar.trimmed().toLower();
    return word == "true"_L1 || word == "yes"_L1 || word == "on"_L1;
}

/// "pt-BR" → "Portuguese"; empty when the code is none Qt knows.
QString languageName(const QString& code)
{
    static const QRegularExpression form(u"^([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]+)*$"_s);
    const QRegularExpressionMatch match = form.match(code.trimmed());
    if (!match.hasMatch())
        return {};
    const QLocale::Language language = QLocale::codeToLanguage(match.captured(1).toLower());
    return language == QLocale::AnyLanguage || language == QLocale::C ? QString() : QLocale::languageToString(language);
}

const QString& licenceWords(LicenceClass kind, const MetadataLabels& labels)
{
    switch (kind) {
    case LicenceClass::Open:
        return labels.licenceOpen;
    case LicenceClass::Copyleft:
        return labels.licenceCopyleft;
    case LicenceClass::NonCommercial:
        return labels.licenceNonCommercial;
    case LicenceClass::NoDerivatives:
        return labels.licenceNoDerivatives;
    case LicenceClass::UseRestricted:
        return labels.licenceUseRestricted;
    case LicenceClass::VendorPolicy:
        return labels.licenceVendor;
    case LicenceClass::Unclear:
        return labels.licenceUnclear;
    case LicenceClass::Unknown:
        break;
    }
    return labels.licenceUnknown;
}

QString massText(double grams)
{
    const QLocale plain = QLocale::c();
    if (grams >= 1e6)
        return plain.toString(grams / 1e6, 'g', 4) + u" t"_s;
    if (grams >= 1000)
        return plain.toString(grams / 1000, 'g', 4) + u" kg"_s;
    return plain.toString(grams, 'g', 4) + u" g"_s;
}

} // namespace

bool MetadataWriter::explained(const Field& field)
{
    const QString& name = field.name;
    const FieldValue& content = field.value;
    if (name == "license"_L1 || name == "licenses"_L1) {
        licence(content);
    } else if (name == "language"_L1 || name == "languages"_L1) {
        languages(content);
    } else if (name == "base_model"_L1 || name == "models"_L1 || name == "new_version"_L1) {
        repositories(content, {});
        if (name == "new_version"_L1)
            note(m_labels.newVersion);
    } else if (name == "datasets"_L1 || name == "source_datasets"_L1) {
        repositories(content, u"datasets/");
    } else if (name == "co2_eq_emissions"_L1) {
        carbon(content);
    } else if (name == "model-index"_L1) {
        return results(content);
    } else {
        const std::array<std::pair<QStringView, const QString*>, 6> notes{ {
            { u"extra_gated_heading", &m_labels.gatedHeading },
            { u"extra_gated_prompt", &m_labels.gatedPrompt },
            { u"extra_gated_description", &m_labels.gatedDescription },
            { u"extra_gated_fields", &m_labels.gatedFields },
            { u"extra_gated_button_content", &m_labels.gatedButton },
            { u"extra_gated_eu_disallowed", isTrue(content.text()) ? &m_labels.gatedEu : nullptr },
        } };
        const std::array<std::pair<QStringView, const QString*>, 4> relations{ {
            { u"finetune", &m_labels.finetune },
            { u"adapter", &m_labels.adapter },
            { u"merge", &m_labels.merge },
            { u"quantized", &m_labels.quantized },
        } };
        const bool isRelation = name == "base_model_relation"_L1;
        const bool isTags = name == "tags"_L1;
        value(content, 0);
        for (const auto& [known, said] : notes)
            if (name == known && said)
                note(*said);
        for (const auto& [known, said] : relations)
            if (isRelation && content.text() == known)
                note(*said);
        if (isTags && content.texts().contains(u"not-for-all-audiences"_s))
            note(m_labels.notForAll);
    }
    return true;
}

void MetadataWriter::licence(const FieldValue& content)
{
    const QStringList identifiers = content.texts();
    if (identifiers.isEmpty()) {
        value(content, 0);
        return;
    }
    for (const QString& identifier : identifiers.first(qMin<qsizetype>(identifiers.size(), 20))) {
        const QString name = licenceName(identifier);
        const QString address = licenceAddress(identifier);
        put("<span class=\"metadata-item\">");
        if (address.isEmpty())
            scalar(identifier);
        else
            link(address, identifier);
        put("</span> ");
        text(name);
        note(licenceWords(licenceClass(identifier), m_labels));
        put(" ");
    }
}

void MetadataWriter::languages(const FieldValue& content)
{
    const QStringList codes = content.texts();
    if (codes.isEmpty() || codes.size() > 300) {
        value(content, 0);
        return;
    }
    for (const QString& code : codes) {
        const QString name = languageName(code);
        put("<span class=\"metadata-item\">");
        text(name.isEmpty() ? code : name + u" ("_s + code + u')');
        put("</span> ");
    }
}

void MetadataWriter::repositories(const FieldValue& content, QStringView folder)
{
    static const QRegularExpression form(u"^[A-Za-z0-9][A-Za-z0-9._-]{0,95}/[A-Za-z0-9._-]{1,96}$"_s);
    const QStringList names = content.texts();
    if (names.isEmpty() || names.size() > 300) {
        value(content, 0);
        return;
    }
    for (const QString& name : names) {
        put("<span class=\"metadata-item\">");
        if (form.match(name).hasMatch())
            link(m_options.hub + u'/' + folder + name, name);
        else
            scalar(name);
        put("</span> ");
    }
}

void MetadataWriter::carbon(const FieldValue& content)
{
    const QString said = content.kind == FieldValue::Kind::Map ? childOf(content, u"emissions").text() : content.text();
    bool isNumber = false;
    const double grams = QString(said).remove(u'_').toDouble(&isNumber);
    if (isNumber && grams >= 0 && grams < 1e15) {
        text(m_labels.carbon.arg(massText(grams)));
        put(" ");
    }
    value(content, 0);
}

/// `model-index` as a table instead of its five levels. False when it is not what the Hub makes of it.
bool MetadataWriter::results(const FieldValue& index)
{
    struct Row {
        QStringList cells; ///< task, dataset, metric
        const FieldValue* metric;
    };
    std::vector<Row> rows;
    bool anyVerified = false;
    bool cut = false;
    const auto nameOf = [](const FieldValue& of, QStringView field) {
        const QString name = textOf(of, field, u"name");
        return name.isEmpty() ? textOf(of, field, u"type") : name;
    };
    for (const FieldValue& model : index.items) {
        for (const FieldValue& result : childOf(model, u"results").items) {
            for (const FieldValue& metric : childOf(result, u"metrics").items) {
                cut = rows.size() == maximumResults;
                if (cut)
                    break;
                const QString name = childOf(metric, u"name").text();
                rows.push_back({ { nameOf(result, u"task"), nameOf(result, u"dataset"),
                                     name.isEmpty() ? childOf(metric, u"type").text() : name },
                    &metric });
                anyVerified = anyVerified || isTrue(childOf(metric, u"verified").text());
            }
        }
    }
    if (rows.empty())
        return false;
    const auto cell = [&](const QString& words, bool isTitle = false) {
        put(isTitle ? "<th scope=\"col\">" : "<td>");
        text(words);
        put(isTitle ? "</th>" : "</td>");
    };
    QStringList titles{ m_labels.task, m_labels.dataset, m_labels.metric, m_labels.value };
    if (anyVerified) // few say so, and the table is narrow
        titles << m_labels.verified;
    put("<table class=\"metadata-results\"><thead><tr>");
    for (const QString& title : titles)
        cell(title, true);
    put("</tr></thead><tbody>");
    for (const Row& row : rows) {
        put("<tr data-line=\"" + std::to_string(row.metric->line) + "\">");
        for (const QString& words : row.cells)
            cell(words);
        put("<td>");
        value(childOf(*row.metric, u"value"), 1);
        put("</td>");
        if (anyVerified)
            cell(isTrue(childOf(*row.metric, u"verified").text()) ? m_labels.yes : m_labels.no);
        put("</tr>");
    }
    put("</tbody></table>");
    if (cut)
        put("<span class=\"metadata-cut\">…</span>");
    return true;
}

} // namespace docket::card
