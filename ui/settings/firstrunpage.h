#pragma once

#include "ui/settings/firstrunform.h"

#include <QHash>
#include <QWidget>

class QGridLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;

namespace docket::ui::widgets
{
class Theme;
class KeyButton;
class Banner;
} // namespace docket::ui::widgets

namespace docket::ui::settings
{

/// Sets up a workspace: which Hub, whose decisions, the passphrase that seals the signing key, what to watch. Says what
/// each is for; nothing is made before everything is right. The token is not asked for: it is found where the Hub's own
/// tools keep it, and the page says whether it was.
class FirstRunPage : public QWidget
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
    /// Making the workspace failed: the page can be corrected and sent again.
    void showError(const Error& error);
    void setBusy(bool busy);
    /// Checks and, when all is well, asks for the workspace.
    void submit();

Q_SIGNALS:
    void submitted(const docket::ui::settings::FirstRunForm& form);

protected:
    void focusInEvent(QFocusEvent* event) override;

private:
    void addField(QGridLayout* grid, FirstRunField field, const QString& title, QWidget* editor, const QString& help);
    void showFaults(const QList<FieldFault>& faults);
    QString tokenText(const Offer& offer) const;

    const widgets::Theme& m_theme;
    WatchCheck m_watchCheck;
    QLineEdit* m_folder;
    QLineEdit* m_endpoint;
    QLineEdit* m_name;
    QLineEdit* m_passphrase;
    QLineEdit* m_repeated;
    QPlainTextEdit* m_watches;
    widgets::KeyButton* m_make;
    widgets::Banner* m_error;
    QHash<FirstRunField, QLabel*> m_help;
    QHash<FirstRunField, QString> m_helpTexts;
    QHash<FirstRunField, QWidget*> m_editors;
};

} // namespace docket::ui::settings
