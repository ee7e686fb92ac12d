#include "core/card/metadatachecks.h"

#include "core/card/address.h"
#include "core/card/cardwords.h"
#include "core/card/licences.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace docket::card
{

namespace
{

/// hfjs packages/tasks/src/pipelines.ts, as listed in policies.md 3.9.2.
const QSet<QString>& pipelineTags()
{
    static const QSet<QString> tags = [] {
        const QStringList list = QStringLiteral(
            "text-classification token-classification table-question-answering question-answering "
            "zero-shot-classification "
            "translation summarization feature-extraction text-generation fill-mask sentence-similarity text-to-speech "
            "text-to-audio automatic-speech-recognition audio-to-audio audio-classification audio-text-to-text "
            "voice-activity-detection depth-estimation image-classification object-detection image-segmentation "
            "text-to-image image-to-text image-to-image image-to-video unconditional-image-generation "
            "video-classification reinforcement-learning robotics tabular-classification tabular-regression "
            "tabular-to-text table-to-text multiple-choice text-ranking text-retrieval time-series-forecasting "
            "text-to-video image-text-to-text image-text-to-image image-text-to-video visual-question-answering "
            "document-question-answering zero-shot-image-classification graph-ml mask-generation "
            "zero-shot-object-detection text-to-3d image-to-3d image-feature-extraction video-text-to-text "
            "keypoint-detection visual-document-retrieval any-to-any video-to-video other")
                                     .split(u' ');
        return QSet<QString>(list.cbegin(), list.cend());
    }();
    return tags;
}

const QSet<QString>& sizeCategories()
{
    static const QSet<QString> set{ u"n<1K"_s, u"1K<n<10K"_s, u"10K<n<100K"_s, u"100K<n<1M"_s, u"1M<n<10M"_s,
        u"10M<n<100M"_s, u"100M<n<1B"_s, u"1B<n<10B"_s, u"10B<n<100B"_s, u"100B<n<1T"_s, u"n>1T"_s, u"other"_s };
    return set;
}

class MetadataCheck
{
public:
    MetadataCheck(const ParsedCard& card, RepoKind kind, const RepoFacts& facts)
        : m_card(card), m_meta(card.frontMatter), m_kind(kind), m_facts(facts)
    {
    }

    QList<CardFinding> run()
    {
        if (!m_meta.valid) {
            const Note* note = m_meta.notes.isEmpty() ? nullptr : &m_meta.notes.first();
            fault("META-00", note ? note->line : 0, note ? note->text : u"The card has no metadata block."_s);
            return m_findings;
        }
        licence();
        if (m_kind == RepoKind::Model)
            model();
        else if (m_kind == RepoKind::Dataset)
            dataset();
        else
            space();
        language();
        audience();
        gate();
        foreignPictures();
        return m_findings;
    }

private:
    void fault(const char* id, int line, const QString& text)
    {
        m_findings << CardFinding{ QString::fromLatin1(id), FindingOutcome::Problem, line, text };
    }
    void absent(const char* id, const QString& text)
    {
        m_findings << CardFinding{ QString::fromLatin1(id), FindingOutcome::Absent, 0, text };
    }
    bool has(QStringView name) const
    {
        const FieldValue* value = m_meta.find(name);
        return value && !value->isEmpty();
    }
    int lineOf(QStringView name) const
    {
        const FieldValue* value = m_meta.find(name);
        return value ? value->line : 0;
    }
    bool hasFile(const QRegularExpression& pattern) const
    {
        return m_facts.files && std::any_of(m_facts.files->cbegin(), m_facts.files->cend(), [&](const QString& path) {
            return pattern.match(path).hasMatch();
        });
    }

    void licence()
    {
        const QStringList licences = m_meta.texts(u"license");
        const int line = lineOf(u"license");
        if (licences.isEmpty() || licences.first().trimmed().isEmpty()) {
            absent("META-01", u"The metadata names no license."_s);
            return;
        }
        static const QRegularExpression file(u"^(LICEN[SC]E|COPYING)"_s, QRegularExpression::CaseInsensitiveOption);
        for (const QString& identifier : licences) {
            const QString lower = identifier.trimmed().toLower();
            if (lower == "unknown"_L1)
                fault("META-01", line, u"The license is given as \"unknown\"."_s);
            else if (lower == "other"_L1) {
                if (!has(u"license_name") || !(has(u"license_link") || hasFile(file)))
                    fault("META-02", line,
                        u"\"license: other\" without license_name and license_link or LICENSE file."_s);
            } else if (const LicenceClass kind = licenceClass(lower); kind == LicenceClass::Unknown)
                fault("META-03", line, u"\"%1\" is not on the Hub's list of licenses."_s.arg(identifier.left(60)));
            else if (kind == LicenceClass::Unclear)
                fault("META-03", line, u"\"%1\" names a family of licenses, not one."_s.arg(identifier.left(60)));
        }
    }

    void language()
    {
        static const QRegularExpression code(u"^([a-z]{2,3}([-_][A-Za-z0-9]{2,8})*|code|multilingual)$"_s);
        if (m_kind == RepoKind::Space)
            return;
        const FieldValue* value = m_meta.find(u"language");
        if (!value || value->isEmpty()) {
            static const QRegularExpression worded(
                u"text|translation|summar|speech|language|conversational|fill-mask|question"_s);
            const QStringList tasks = m_meta.texts(u"pipeline_tag") + m_meta.texts(u"task_categories");
            for (const QString& task : tasks)
                if (worded.match(task).hasMatch()) {
                    absent("META-04", u"No language is given although the task is about text or speech."_s);
                    break;
                }
            return;
        }
        for (const QString& language : value->texts())
            if (!code.match(language).hasMatch()) {
                fault("META-04", value->line, u"\"%1\" is no ISO 639 language code."_s.arg(language.left(40)));
                break;
            }
    }

    void model()
    {
        const QString task = m_meta.text(u"pipeline_tag");
        if (task.isEmpty())
            absent("META-05", u"The metadata names no pipeline_tag."_s);
        else if (!pipelineTags().contains(task))
            fault("META-05", lineOf(u"pipeline_tag"), u"\"%1\" is not a pipeline_tag of the Hub."_s.arg(task.left(60)));
        if (!has(u"library_name"))
            absent("META-06", u"The metadata names no library_name."_s);

        static const QRegularExpression derived(u"(adapter_config\\.json|adapter_model\\.|\\.gguf$|mergekit_config)"_s,
            QRegularExpression::CaseInsensitiveOption);
        if (!has(u"base_model") && hasFile(derived))
            fault("META-07", 0,
                u"The files are those of an adapter, a merge or a quantized model, but no base_model is named."_s);
        static const QSet<QString> relations{ u"adapter"_s, u"merge"_s, u"quantized"_s, u"finetune"_s };
        if (const QString relation = m_meta.text(u"base_model_relation");
            !relation.isEmpty() && !relations.contains(relation))
            fault("META-07", lineOf(u"base_model_relation"),
                u"\"%1\" is no base_model_relation."_s.arg(relation.left(40)));
        if (!has(u"datasets"))
            absent("META-08", u"The metadata names no datasets."_s);
        modelIndex();

        if (const FieldValue* carbon = m_meta.find(u"co2_eq_emissions")) {
            const FieldValue* grams = carbon->kind == FieldValue::Kind::Map ? carbon->find(u"emissions") : carbon;
            bool number = false;
            if (grams)
                grams->text().toDouble(&number);
            if (!number)
                fault("META-13", carbon->line, u"co2_eq_emissions gives no number of grams."_s);
        }
    }

    void modelIndex()
    {
        const FieldValue* index = m_meta.find(u"model-index");
        if (!index)
            return;
        bool wellFormed = index->kind == FieldValue::Kind::List;
        bool sourced = true;
        for (const FieldValue& model : index->items) {
            const FieldValue* results = model.find(u"results");
            wellFormed = wellFormed && model.find(u"name") && results && results->kind == FieldValue::Kind::List;
            for (const FieldValue& result : results ? results->items : QList<FieldValue>()) {
                wellFormed = wellFormed && result.find(u"task") && result.find(u"dataset") && result.find(u"metrics");
                sourced = sourced && result.find(u"source");
            }
        }
        if (!wellFormed)
            fault("META-09", index->line, u"model-index does not have the form the Hub reads."_s);
        else if (!sourced)
            fault("META-09", index->line, u"model-index has results without a source."_s);
    }

    void dataset()
    {
        if (!has(u"task_categories"))
            absent("META-14", u"The metadata names no task_categories."_s);
        if (!has(u"size_categories"))
            absent("META-14", u"The metadata names no size_categories."_s);
        for (const QString& size : m_meta.texts(u"size_categories"))
            if (!sizeCategories().contains(size))
                fault("META-14", lineOf(u"size_categories"), u"\"%1\" is no size category."_s.arg(size.left(40)));
        oneOf(u"annotations_creators"_s,
            { u"found"_s, u"crowdsourced"_s, u"expert-generated"_s, u"machine-generated"_s, u"no-annotation"_s,
                u"other"_s });
        oneOf(u"language_creators"_s,
            { u"found"_s, u"crowdsourced"_s, u"expert-generated"_s, u"machine-generated"_s, u"other"_s });
        oneOf(u"multilinguality"_s, { u"monolingual"_s, u"multilingual"_s, u"translation"_s, u"other"_s });
        if (!has(u"source_datasets"))
            absent("META-15", u"The metadata names no source_datasets."_s);
    }

    void oneOf(const QString& field, const QSet<QString>& allowed)
    {
        if (!has(field)) {
            absent("META-15", u"The metadata names no %1."_s.arg(field));
            return;
        }
        for (const QString& value : m_meta.texts(field))
            if (!allowed.contains(value)) {
                fault("META-15", lineOf(field), u"\"%1\" is no value of %2."_s.arg(value.left(40), field));
                return;
            }
    }

    void space()
    {
        for (const QString& field : { u"models"_s, u"datasets"_s })
            if (const qsizetype count = m_meta.texts(field).size(); count > 50)
                fault("META-18", lineOf(field), u"The metadata lists %1 %2."_s.arg(count).arg(field));
        for (const QString& scope : m_meta.texts(u"hf_oauth_scopes"))
            if (scope.contains(u"write") || scope.contains(u"manage"))
                fault("META-19", lineOf(u"hf_oauth_scopes"),
                    u"The Space asks users for the scope \"%1\"."_s.arg(scope.left(60)));
    }

    void audience()
    {
        const QString rightTag = u"not-for-all-audiences"_s;
        const QStringList tags = m_meta.texts(u"tags");
        if (tags.contains(rightTag))
            return;
        for (const QString& tag : tags) {
            const QString lower = tag.toLower();
            if (lower == "nsfw"_L1 || lower.startsWith("not-for-all"_L1) || lower.startsWith("not for all"_L1)
                || lower.startsWith("not_for_all"_L1)) {
                fault("META-10", lineOf(u"tags"),
                    u"The tag \"%1\" has no effect; the Hub knows \"%2\"."_s.arg(tag.left(40), rightTag));
                return;
            }
        }
        QStringList found;
        for (const QString& word : CardWords::get().words.value(u"adult"_s)) {
            const QRegularExpression whole(
                u"\\b"_s + QRegularExpression::escape(word) + u"\\b"_s, QRegularExpression::CaseInsensitiveOption);
            for (const Section& section : m_card.sections)
                if (whole.match(section.text).hasMatch() || whole.match(section.heading).hasMatch()) {
                    found << word;
                    break;
                }
        }
        if (!found.isEmpty())
            fault(
                "META-10", 0, u"The text says %1, but the tag \"%2\" is not set."_s.arg(found.join(u", "_s), rightTag));
    }

    void gate()
    {
        bool extras = false;
        for (const Field& field : m_meta.fields)
            extras = extras || field.name.startsWith(u"extra_gated_");
        if (!m_facts.gated)
            return;
        if (extras && !*m_facts.gated)
            fault("META-11", 0, u"The card has gate fields, but the repository is not gated."_s);
        if (*m_facts.gated && !has(u"extra_gated_prompt"))
            fault("META-11", 0, u"The repository is gated without a prompt that states the conditions."_s);
        if (has(u"extra_gated_eu_disallowed") && !*m_facts.gated)
            fault("META-12", lineOf(u"extra_gated_eu_disallowed"),
                u"extra_gated_eu_disallowed has no effect without a gate."_s);
    }

    void foreignPictures()
    {
        QStringList hosts;
        int line = 0;
        QList<QPair<QString, int>> pictures = m_card.pictureUrls;
        pictures << qMakePair(m_meta.text(u"thumbnail"), lineOf(u"thumbnail"));
        for (const auto& [url, at] : std::as_const(pictures)) {
            const QString host = QString::fromStdString(addressHost(readAddress(url.toStdString())));
            if (host.isEmpty() || host == "huggingface.co"_L1 || host.endsWith(".huggingface.co"_L1)
                || host == "hf.co"_L1 || hosts.contains(host))
                continue;
            line = hosts.isEmpty() ? at : line;
            hosts << host;
        }
        if (!hosts.isEmpty())
            fault("META-20", line, u"Pictures come from foreign hosts: %1."_s.arg(hosts.mid(0, 8).join(u", "_s)));
    }

    const ParsedCard& m_card;
    const FrontMatter& m_meta;
    RepoKind m_kind;
    const RepoFacts& m_facts;
    QList<CardFinding> m_findings;
};

} // namespace

QList<CardFinding> checkMetadata(const ParsedCard& card, RepoKind kind, const RepoFacts& facts)
{
    return MetadataCheck(card, kind, facts).run();
}

} // namespace docket::card
