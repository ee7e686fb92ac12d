#include "core/policy/hints.h"

#include "core/policy/licences.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <tuple>

namespace docket::policy
{
using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype kMaxScannedText = 256 * 1024;
constexpr int kManyLinks = 50; // policies META-18
const QString kAudienceTag = QStringLiteral("not-for-all-audiences");

/// Whole words, any case. Word lists are English and short on purpose: a hint that is often wrong is not read.
QRegularExpression words(const QString& alternatives)
{
    return QRegularExpression(
        u"(?<![a-z0-9])(?:%1)(?![a-z0-9])"_s.arg(alternatives), QRegularExpression::CaseInsensitiveOption);
}

struct Match {
    QString word;
    int line = 0; ///< of the card's body, from 1
};

std::optional<Match> firstMatch(const QString& text, const QRegularExpression& form)
{
    const QRegularExpressionMatch match = form.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    const QStringView before = QStringView(text).left(match.capturedStart());
    return Match{ match.captured().toLower(), static_cast<int>(before.count(u'\n')) + 1 };
}

/// Collects the hints of one repository. Each function looks at one group of facts.
class Finder
{
public:
    explicit Finder(const HintInput& input) : m_input(input), m_text(input.cardText.left(kMaxScannedText))
    {
        switch (input.subject.repo.kind) {
        case RepoKind::Model:
            m_card = u"MCQ"_s;
            break;
        case RepoKind::Dataset:
            m_card = u"DCQ"_s;
            break;
        case RepoKind::Space:
            m_card = u"SPQ"_s;
            break;
        }
    }

    QList<AutomaticHint> find()
    {
        reports();
        if (m_input.subject.thread == 0) {
            card();
            licence();
            audience();
            people();
            baseModel();
            gate();
            space();
            columns();
            files();
        }
        std::sort(m_hints.begin(), m_hints.end(), [](const AutomaticHint& a, const AutomaticHint& b) {
            return std::tie(a.criterion, a.code, a.where) < std::tie(b.criterion, b.code, b.where);
        });
        m_hints.erase(std::unique(m_hints.begin(), m_hints.end(),
                          [](const AutomaticHint& a, const AutomaticHint& b) {
                              return a.criterion == b.criterion && a.code == b.code && a.where == b.where;
                          }),
            m_hints.end());
        return m_hints;
    }

private:
    bool isModel() const { return m_input.subject.repo.kind == RepoKind::Model; }
    bool isDataset() const { return m_input.subject.repo.kind == RepoKind::Dataset; }
    bool isSpace() const { return m_input.subject.repo.kind == RepoKind::Space; }

    void add(const QString& criterion, const QString& code, const QString& text, const QString& where)
    {
        m_hints += AutomaticHint{ criterion, code, text, where };
    }

    static QString at(const Match& match) { return u"card line %1"_s.arg(match.line); }

    void reports()
    {
        for (const QString& title : m_input.reportTitles) {
            const Allegation allegation = allegationFromTitle(title);
            if (allegation == Allegation::Copyright && m_input.subject.thread == 0)
                add(u"CG-30"_s, u"report-copyright"_s, u"a report names copyright"_s, u"report title"_s);
            else if (allegation == Allegation::Spam)
                add(u"CG-36"_s, u"report-spam"_s, u"a report names spam"_s, u"report title"_s);
        }
    }

    void card()
    {
        if (!m_input.hasCard)
            add(m_card + u"-01"_s, u"card-missing"_s, u"the repository has no README.md"_s, u"files"_s);
        if (m_input.frontMatterBroken)
            add(u"META-00"_s, u"front-matter-broken"_s, u"the front matter could not be read"_s, u"card"_s);
        static const QRegularExpression picture(
            u"(?:!\\[[^\\]]*\\]\\(|<img[^>]{0,200}src\\s*=\\s*[\"']?)\\s*https?://(?!huggingface\\.co/|[a-z-]+\\.huggingface\\.co/|[a-z-]+\\.hf\\.co/)"_s,
            QRegularExpression::CaseInsensitiveOption);
        if (const auto match = firstMatch(m_text, picture))
            add(u"META-20"_s, u"foreign-pictures"_s, u"a picture is loaded from another host"_s, at(*match));
        static const QRegularExpression synthetic
            = words(u"synthetic|distilled from|gpt-[0-9][a-z0-9.]*|generated (?:by|with) [a-z0-9-]+"_s);
        if (isDataset()) {
            if (const auto match = firstMatch(m_text, synthetic))
                add(u"DCQ-11"_s, u"synthetic-words"_s, u"the card says \"%1\""_s.arg(match->word), at(*match));
            static const QRegularExpression scrape = words(u"scraped|scraping|crawled|crawl"_s);
            if (const auto match = firstMatch(m_text, scrape))
                add(u"DCQ-09"_s, u"scrape-words"_s, u"the card says \"%1\""_s.arg(match->word), at(*match));
        }
    }

    void licence()
    {
        const QString where = u"metadata key license"_s;
        const LicenceClass kind = licenceClassOf(m_input.license);
        const QString id = m_input.license.trimmed();
        const QString cardCriterion = isModel() ? u"MCQ-05"_s : u"DCQ-04"_s;
        if (id.isEmpty() || id == u"unknown"_s) {
            add(u"META-01"_s, u"licence-missing"_s, u"the metadata names no licence"_s, where);
            if (!isSpace())
                add(cardCriterion, u"licence-missing"_s, u"the metadata names no licence"_s, where);
        } else if (id == u"other"_s) {
            if ((m_input.licenseName.isEmpty() || m_input.licenseLink.isEmpty()) && !isSpace())
                add(u"META-02"_s, u"licence-other-unnamed"_s, u"license is other, without name and link"_s, where);
        } else if ((kind == LicenceClass::Unclear || kind == LicenceClass::NotListed) && !isSpace()) {
            const QString text = kind == LicenceClass::NotListed
                ? u"\"%1\" is not in the Hub's list of licences"_s.arg(id.left(60))
                : u"\"%1\" names a family of licences"_s.arg(id);
            add(u"META-03"_s, u"licence-not-listed"_s, text, where);
            add(cardCriterion, u"licence-not-listed"_s, text, where);
        } else if (kind == LicenceClass::UseLimits) {
            add(isModel()       ? u"MCQ-21"_s
                    : isSpace() ? u"SPQ-05"_s
                                : u"CG-31"_s,
                u"licence-use-limits"_s, u"%1 carries use restrictions that flow down"_s.arg(id), where);
        }
    }

    void audience()
    {
        const bool tagged = m_input.tags.contains(kAudienceTag);
        static const QStringList nearMisses{ u"nsfw"_s, u"not-for-all-audience"_s, u"not for all audiences"_s,
            u"not_for_all_audiences"_s, u"nfaa"_s, u"adult"_s };
        static const QRegularExpression strong = words(u"nsfw|porn|porno|pornography|hentai|ecchi|gore"_s);
        for (const QString& tag : m_input.tags) {
            const QString lower = tag.toLower();
            if (!tagged && nearMisses.contains(lower)) {
                for (const QString& criterion : { u"CG-24"_s, u"META-10"_s }) {
                    if (criterion == u"CG-24"_s || !isSpace())
                        add(criterion, u"nfaa-near-miss"_s, u"the tag \"%1\" has no effect on the Hub"_s.arg(lower),
                            u"tags"_s);
                }
            }
            if (!tagged && strong.match(tag).hasMatch())
                needsAudienceTag(u"the tag \"%1\" points to sexual or violent material"_s.arg(lower), u"tags"_s);
        }
        if (const auto match = firstMatch(m_text, strong); match && !tagged)
            needsAudienceTag(u"the card says \"%1\""_s.arg(match->word), at(*match));
        static const QRegularExpression sexual
            = words(u"nsfw|porn|porno|pornographic|hentai|ecchi|nude|nudes|erotic|sexual|lewd"_s);
        static const QRegularExpression minor
            = words(u"loli|shota|underage|child|children|kid|kids|teen|teens|schoolgirl|schoolgirls|minors"_s);
        const QString named = m_input.tags.join(u' ') + u' ' + m_input.subject.repo.id;
        // Raised only when both stand close together or in name and tags: cards that forbid such use mention both as
        // well.
        static const QRegularExpression near(
            u"(?<![a-z0-9])(?:loli|shota|underage|child|children|kid|kids|teen|teens|schoolgirl|schoolgirls)(?![a-z0-9]).{0,80}(?<![a-z0-9])(?:nsfw|porn|porno|pornographic|hentai|ecchi|nude|nudes|erotic|lewd)(?![a-z0-9])|(?<![a-z0-9])(?:nsfw|porn|porno|pornographic|hentai|ecchi|nude|nudes|erotic|lewd)(?![a-z0-9]).{0,80}(?<![a-z0-9])(?:loli|shota|underage|child|children|kid|kids|teen|teens|schoolgirl|schoolgirls)(?![a-z0-9])"_s,
            QRegularExpression::CaseInsensitiveOption);
        if (sexual.match(named).hasMatch() && minor.match(named).hasMatch())
            add(u"CG-17"_s, u"minor-sexual-words"_s, u"words for minors and sexual words occur together"_s,
                u"name and tags"_s);
        if (const auto match = firstMatch(m_text, near))
            add(u"CG-17"_s, u"minor-sexual-words"_s, u"words for minors and sexual words occur together"_s, at(*match));
    }

    void needsAudienceTag(const QString& text, const QString& where)
    {
        add(u"CG-24"_s, u"nfaa-missing"_s, text + u", and the tag %1 is missing"_s.arg(kAudienceTag), where);
        if (!isSpace())
            add(u"META-10"_s, u"nfaa-missing"_s, text + u", and the tag %1 is missing"_s.arg(kAudienceTag), where);
    }

    void people()
    {
        static const QRegularExpression undress = words(u"undress|undressing|nudify|nudifier|deepnude"_s);
        static const QRegularExpression likeness
            = words(u"celebrity|celebrities|deepfake|deepfakes|face[- ]?swap|faceswap|voice clone|voice cloning"_s);
        const QString named = m_input.tags.join(u' ') + u' ' + m_input.subject.repo.id;
        const auto look = [&](const QString& text, bool isCard) {
            if (const auto match = firstMatch(text, undress))
                add(u"CG-18"_s, u"real-person-sexual"_s, u"it says \"%1\""_s.arg(match->word),
                    isCard ? at(*match) : u"name and tags"_s);
            if (const auto match = firstMatch(text, likeness))
                add(u"CG-20"_s, u"real-person-words"_s, u"it says \"%1\""_s.arg(match->word),
                    isCard ? at(*match) : u"name and tags"_s);
        };
        look(named, false);
        look(m_text, true);
        if (!isModel())
            return;
        static const QRegularExpression guardrail = words(u"abliterated|uncensored|jailbreak|jailbroken|no refusals"_s);
        if (const auto match = firstMatch(named, guardrail))
            add(u"CG-25"_s, u"guardrail-removal"_s, u"it says \"%1\", which alone is no breach"_s.arg(match->word),
                u"name and tags"_s);
        if (const auto match = firstMatch(m_text, guardrail))
            add(u"CG-25"_s, u"guardrail-removal"_s,
                u"the card says \"%1\", which alone is no breach"_s.arg(match->word), at(*match));
    }

    void baseModel()
    {
        if (!isModel() || !m_input.baseModels.isEmpty())
            return;
        static const QRegularExpression derived
            = words(u"fine-?tuned|finetune|lora|qlora|merge of|merged|gguf|quantized|quantised"_s);
        QString where;
        QString text;
        for (const ScannedFile& file : m_input.files) {
            if (file.path == u"adapter_config.json"_s || file.path.endsWith(u".gguf"_s, Qt::CaseInsensitive)) {
                where = file.path;
                text = u"the file shows a base model, and base_model is missing"_s;
                break;
            }
        }
        if (where.isEmpty()) {
            if (const auto match = firstMatch(m_text, derived)) {
                where = at(*match);
                text = u"the card says \"%1\", and base_model is missing"_s.arg(match->word);
            }
        }
        if (where.isEmpty())
            return;
        add(u"MCQ-06"_s, u"base-model-missing"_s, text, where);
        add(u"META-07"_s, u"base-model-missing"_s, text, where);
    }

    void gate()
    {
        const bool open = m_input.gated && !*m_input.gated;
        if (open && m_input.hasGateFields && !isSpace())
            add(u"META-11"_s, u"gate-fields-without-gate"_s, u"extra_gated_* is set, and the repository is not gated"_s,
                u"metadata"_s);
        if (open && m_input.hasGateFields && isDataset())
            add(u"DCQ-20"_s, u"gate-fields-without-gate"_s, u"extra_gated_* is set, and the repository is not gated"_s,
                u"metadata"_s);
        if (open && m_input.euDisallowed && !isSpace())
            add(u"META-12"_s, u"eu-flag-without-gate"_s, u"extra_gated_eu_disallowed works only behind a gate"_s,
                u"metadata"_s);
        if (isModel() && !m_input.pipelineTag.isEmpty() && !knownPipelines().contains(m_input.pipelineTag)) {
            const QString text = u"\"%1\" is not in the Hub's list of tasks"_s.arg(m_input.pipelineTag.left(60));
            add(u"META-05"_s, u"pipeline-tag-unknown"_s, text, u"metadata key pipeline_tag"_s);
        }
    }

    static const QSet<QString>& knownPipelines()
    {
        static const QSet<QString> known = [] {
            const QStringList list
                = u"text-classification token-classification table-question-answering question-answering "
                  u"zero-shot-classification "
                  u"translation summarization feature-extraction text-generation fill-mask sentence-similarity "
                  u"text-to-speech "
                  u"text-to-audio automatic-speech-recognition audio-to-audio audio-classification audio-text-to-text "
                  u"voice-activity-detection depth-estimation image-classification object-detection image-segmentation "
                  u"text-to-image "
                  u"image-to-text image-to-image image-to-video unconditional-image-generation video-classification "
                  u"reinforcement-learning robotics tabular-classification tabular-regression tabular-to-text "
                  u"table-to-text "
                  u"multiple-choice text-ranking text-retrieval time-series-forecasting text-to-video "
                  u"image-text-to-text "
                  u"image-text-to-image image-text-to-video visual-question-answering document-question-answering "
                  u"zero-shot-image-classification graph-ml mask-generation zero-shot-object-detection text-to-3d "
                  u"image-to-3d "
                  u"image-feature-extraction video-text-to-text keypoint-detection visual-document-retrieval "
                  u"any-to-any video-to-video "
                  u"other"_s.split(u' ');
            return QSet<QString>(list.begin(), list.end());
        }();
        return known;
    }

    void space()
    {
        if (!isSpace())
            return;
        for (const QString& scope : m_input.oauthScopes) {
            const QString lower = scope.toLower();
            if (!lower.contains(u"write"_s) && !lower.contains(u"manage"_s))
                continue;
            const QString text = u"the scope \"%1\" lets it change things for its users"_s.arg(lower.left(60));
            for (const QString& criterion : { u"META-19"_s, u"SPQ-03"_s, u"CG-08"_s })
                add(criterion, u"oauth-scopes-write"_s, text, u"metadata key hf_oauth_scopes"_s);
        }
        const auto links = m_input.linkedModels.size() + m_input.linkedDatasets.size();
        if (links > kManyLinks) {
            for (const QString& criterion : { u"META-18"_s, u"CG-35"_s })
                add(criterion, u"many-links"_s, u"%1 models and datasets are linked"_s.arg(links), u"metadata"_s);
        }
    }

    void columns()
    {
        if (!isDataset())
            return;
        static const QRegularExpression personal(u"\\A(?:name|first_?name|last_?name|full_?name|surname|e-?mail|email_?"
                                                 u"address|phone|phone_?number|mobile|address|street|zip|ssn|"
                                                 u"passport|dob|birth|birth_?date|ip|ip_?address|username|user_?name|"
                                                 u"handle|user_?id|lat|lon|latitude|longitude|face|voice|patient|"
                                                 u"patient_?id)\\z"_s,
            QRegularExpression::CaseInsensitiveOption);
        static const QRegularExpression sensitive(u"\\A(?:gender|sex|race|ethnicity|religion|orientation|sexual_?"
                                                  u"orientation|disability|diagnosis|health|political|union|biometric|"
                                                  u"fingerprint|genome|criminal)\\z"_s,
            QRegularExpression::CaseInsensitiveOption);
        static const QRegularExpression identity(
            u"\\A(?:gender|sex|race|ethnicity|religion|orientation)\\z"_s, QRegularExpression::CaseInsensitiveOption);
        for (const QString& column : m_input.columns) {
            const QString where = u"column %1"_s.arg(column.left(60));
            if (personal.match(column).hasMatch()) {
                for (const QString& criterion : { u"CG-26"_s, u"DCQ-13"_s })
                    add(criterion, u"personal-data-columns"_s, u"the column's name points to personal data"_s, where);
            }
            if (sensitive.match(column).hasMatch()) {
                for (const QString& criterion : { u"CG-27"_s, u"DCQ-13"_s })
                    add(criterion, u"sensitive-columns"_s, u"the column's name points to sensitive data"_s, where);
            }
            if (identity.match(column).hasMatch())
                add(u"DCQ-14"_s, u"identity-columns"_s, u"the column's name points to an identity category"_s, where);
        }
    }

    void files()
    {
        static const QRegularExpression pickle(
            u"\\.(?:bin|pt|pth|ckpt|pkl|joblib|npy)\\z"_s, QRegularExpression::CaseInsensitiveOption);
        const bool hasSafetensors = std::any_of(m_input.files.begin(), m_input.files.end(),
            [](const ScannedFile& file) { return file.path.endsWith(u".safetensors"_s, Qt::CaseInsensitive); });
        QString firstPickle;
        for (const ScannedFile& file : m_input.files) {
            const QString scan = file.scan.toLower();
            if (scan == u"unsafe"_s || scan == u"infected"_s || scan == u"dangerous"_s || scan == u"suspicious"_s)
                add(u"CG-32"_s, u"scan-unsafe"_s, u"the Hub's scan says \"%1\""_s.arg(scan), file.path);
            if (firstPickle.isEmpty() && pickle.match(file.path).hasMatch())
                firstPickle = file.path;
        }
        if (!firstPickle.isEmpty() && !hasSafetensors && isModel())
            add(u"CG-32"_s, u"pickle-without-safetensors"_s,
                u"a format that can carry code, without a safetensors file beside it"_s, firstPickle);
    }

    const HintInput& m_input;
    QString m_text;
    QString m_card;
    QList<AutomaticHint> m_hints;
};

} // namespace

QList<AutomaticHint> hintsFor(const HintInput& input)
{
    return Finder(input).find();
}

} // namespace docket::policy
