#pragma once

#include "ui/settings/formpage.h"
#include "ui/settings/joinform.h"

namespace docket::ui::widgets
{
class KeyButton;
}

namespace docket::ui::settings
{

/// Asks what is needed to become a device of somebody's workspace: the invitation, the name, the passphrase for a key
/// of this laptop's own.
class JoinPage : public FormPage
{
    Q_OBJECT
public:
    JoinPage(const widgets::Theme& theme, const QString& folder, QWidget* parent = nullptr);

    JoinForm form() const;
    void showError(const Error& error) override;
    void setBusy(bool busy);
    void submit() override;

Q_SIGNALS:
    void submitted(const docket::ui::settings::JoinForm& form);
    void backWanted(); ///< to a workspace of one's own

protected:
    void focusInEvent(QFocusEvent* event) override;

private:
    QLineEdit* m_invitation;
    QLineEdit* m_name;
    QLineEdit* m_passphrase;
    QLineEdit* m_repeated;
    QLineEdit* m_folder;
    widgets::KeyButton* m_make;
    widgets::KeyButton* m_back;
};

} // namespace docket::ui::settings
