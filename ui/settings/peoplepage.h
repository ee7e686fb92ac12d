#pragma once

#include "ui/settings/peoplepresenter.h"

#include <QScrollArea>

class QVBoxLayout;

namespace docket::ui::widgets
{
class Theme;
}

namespace docket::ui::settings
{

/// People and devices: who works here, with what rights, on which devices, and how the keys of this laptop are kept.
class PeoplePage : public QScrollArea
{
    Q_OBJECT
public:
    PeoplePage(const widgets::Theme& theme, PeoplePresenter& presenter, QWidget* parent = nullptr);

    /// After how many minutes without a key or a click this laptop locks itself; 0: never.
    void setLockMinutes(int minutes);
    static constexpr int mostLockMinutes = 24 * 60;

Q_SIGNALS:
    void closed();
    /// The person chose another number of minutes.
    void lockMinutesChosen(int minutes);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;

private:
    void makeAnew();
    void addHead(QVBoxLayout* column);
    void addApprovals(QVBoxLayout* column);
    void addPerson(QVBoxLayout* column, const log::Person& person);
    QLayout* deviceRow(const log::PersonDevice& device);
    void addKeys(QVBoxLayout* column);
    void addLock(QVBoxLayout* column);
    void addRootFile(QVBoxLayout* column);
    void chooseRequest();
    void pasteRequest();
    void leave();

    const widgets::Theme& m_theme;
    PeoplePresenter& m_presenter;
    std::optional<int> m_lockMinutes; ///< nullopt: not to be chosen here
    PeoplePresenter::Form m_shown = PeoplePresenter::Form::None;
};

} // namespace docket::ui::settings
