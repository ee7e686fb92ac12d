#pragma once

#include "ui/settings/formpage.h"
#include "ui/settings/joinform.h"

class QHBoxLayout;

namespace docket::ui::widgets
{
class KeyButton;
}

namespace docket::ui::settings
{

/// A request to join was made: shows it, to be handed over as a file, as text or by a picture, and the words to be read
/// out, and takes the answer.
class JoinWaitPage : public FormPage
{
    Q_OBJECT
public:
    struct Content {
        QByteArray device; ///< public key
        QByteArray request; ///< empty: it is not in the folder any more
        QString name; ///< of the request
        bool needsPassphrase = true;
        QString endpoint; ///< offered
    };
    JoinWaitPage(const widgets::Theme& theme, const Content& content, QWidget* parent = nullptr);

    JoinAnswerForm form() const;
    void showError(const Error& error) override;
    void setBusy(bool busy);
    /// Entries read so far.
    void showProgress(qint64 done, qint64 total);
    void submit() override;
    /// Writes the request to `file`; says so, or what hindered it.
    void saveRequest(const QString& file);

Q_SIGNALS:
    void submitted(const docket::ui::settings::JoinAnswerForm& form);
    void backWanted(); ///< to something else; the request goes on waiting in its folder

protected:
    void focusInEvent(QFocusEvent* event) override;

private:
    void addRequest();
    void addAnswer();
    void chooseWhereToSave();
    void chooseAnswer();
    void say(const QString& words);

    Content m_content;
    QLineEdit* m_bundle;
    QLineEdit* m_passphrase;
    QLineEdit* m_endpoint;
    widgets::KeyButton* m_join;
    widgets::KeyButton* m_back;
    QLabel* m_note; ///< what was done with the request
    QLabel* m_progress;
};

} // namespace docket::ui::settings
