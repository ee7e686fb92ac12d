#pragma once

#include "core/policy/anchor.h"
#include "core/policy/viewing.h"
#include "ui/review/evidencesource.h"
#include "ui/web/cardengine.h"

#include <QMap>
#include <QObject>

namespace docket::ui::review
{

/// How a picture starts when it is revealed: what the reviewer chose for all of them.
struct PictureStart {
    bool blurred = true;
    bool grey = true;
    bool operator==(const PictureStart&) const = default;
};

/// The pictures of one card and how much of each is seen, without a window: hidden, then blurred, sharp, in colour, one
/// press each; hidden again with the card, or when the policy closes them. Nothing is fetched before it is asked for.
/// Thread: GUI.
class CardPictures final : public QObject
{
    Q_OBJECT
public:
    explicit CardPictures(PictureSource* source, QObject* parent = nullptr);
    ~CardPictures() override;

    /// Another card: everything is hidden and forgotten.
    void setCard(const RepoKey& repo, const QString& commit, const QList<card::Picture>& pictures);
    void clear() { setCard({}, {}, {}); }
    /// Whether the card is laid out where pictures can be shown.
    void setShowable(bool on);
    void setStart(const PictureStart& start) { m_start = start; }
    const PictureStart& start() const { return m_start; }
    /// What the policy says; nullopt: not known yet, which keeps pictures hidden until it is.
    void setRule(const std::optional<policy::ViewingRule>& rule);
    const std::optional<policy::ViewingRule>& rule() const { return m_rule; }

    /// The box was pressed: reveal, or show more of it, or stop fetching; a video's address is offered.
    void press(int number);
    /// First picture that was not asked for yet, 0 when none is left.
    int next() const;
    int hiddenCount() const;
    /// The picture that was asked for last and is seen, 0 when there is none.
    int last() const { return m_order.isEmpty() ? 0 : m_order.last(); }
    void hideLast();
    void hideAll();
    /// Opens or closes the lens over the picture asked for last; false when it is not there or not blurred.
    bool toggleLens();
    int lens() const { return m_lens; }

    web::PictureBox box(int number) const;
    /// Boxes that differ from how the page was made.
    QList<web::PictureBox> boxes() const;
    /// Bytes of a picture that is seen.
    const PictureBytes* bytes(int number) const;
    /// The picture asked for last as evidence: nullopt when its bytes are not kept.
    std::optional<policy::Anchor> anchor() const;

Q_SIGNALS:
    void boxChanged(int number);
    /// A box gets its picture; boxChanged follows.
    void given(int number, const QByteArray& bytes, const QByteArray& mimeType);
    void lensChanged(int number);
    void addressWanted(const docket::card::Link& link);
    void changed(); ///< what is hidden, asked for or allowed

private:
    enum class Step { Hidden, Waiting, Asking, Fetching, Blurred, Sharp, Colour, Refused };
    struct Seen {
        Step step = Step::Hidden;
        bool grey = true;
        PictureBytes picture;
        qint64 received = 0;
        QStringList hosts; ///< outside the Hub: agreed to, or asked about just now
        QString remark;
        quint64 ticket = 0; ///< of the fetch under way
    };
    const card::Picture* at(int number) const;
    bool closed() const { return m_rule && !m_rule->mayShowMedia(); }
    void set(int number, Step step);
    void fetch(int number);
    void take(int number, const Result<PictureBytes>& result);
    void showFirst(int number);
    void hide(int number);
    void forgetOldest();
    static bool isSeen(Step step) { return step == Step::Blurred || step == Step::Sharp || step == Step::Colour; }

    PictureSource* m_source;
    RepoKey m_repo;
    QString m_commit;
    QList<card::Picture> m_pictures;
    QMap<int, Seen> m_seen;
    QList<int> m_order; ///< seen ones, as they were asked for
    PictureStart m_start;
    std::optional<policy::ViewingRule> m_rule = policy::ViewingRule{};
    bool m_showable = false;
    int m_lens = 0;
    quint64 m_ticket = 0;
};

/// A picture written into the card itself (`data:` address). Nothing for other addresses and unknown types.
std::optional<PictureBytes> embeddedPicture(const QString& url);
/// Why bytes are not opened as a picture; empty when they are.
QString pictureRefusal(QByteArrayView bytes);

} // namespace docket::ui::review
