#pragma once

#include "ui/settings/firstrunform.h"
#include "ui/settings/formpage.h"

class QPlainTextEdit;

namespace docket::ui::widgets
{
class KeyButton;
}

namespace docket::ui::settings
{

/// Sets up a workspace: which Hub, whose decisions, the passphrase that seals the signing key, what to watch. Says what
/// each is for; nothing is made before everything is right. The token is not asked for: it is found where the Hub's own
/// tools keep it, and the page says whether it was. Who was invited to somebody's workspace goes on to another page.
class FirstRunPage : public FormPage
{
    Q_OBJECT
public:
    struct Offer {
        QString folder;
        QString endpoint;
        QString name;
        QString tokenSource; ///< "HF_TOKEN", a file name; empty: none found
        QString tokenFile; ///< where one would be looked for
    };
    FirstRunPage(const widgets::Theme& theme, const Offer& offer, WatchCheck watchCheck, QWidget* parent = nullptr);

    FirstRunForm form() const;
    void showError(const Error& error) override;
    void setBusy(bool busy);
    /// Checks and, when all is well, asks for the workspace.
    void submit() override;

Q_SIGNALS:
    void submitted(const docket::ui::settings::FirstRunForm& form);
    /// The person was invited to a workspace that exists.
    void joinWanted();

protected:
    void focusInEvent(QFocusEvent* event) override;

private:
    QString tokenText(const Offer& offer) const;

    WatchCheck m_watchCheck;
    QLineEdit* m_folder;
    QLineEdit* m_endpoint;
    QLineEdit* m_name;
    QLineEdit* m_passphrase;
    QLineEdit* m_repeated;
    QPlainTextEdit* m_watches;
    widgets::KeyButton* m_make;
    widgets::KeyButton* m_join;
};

} // namespace docket::ui::settings
