#pragma once

#include "ui/queue/filterlanguage.h"

#include <QLineEdit>

class QCompleter;
class QStringListModel;

namespace docket::ui::widgets
{
class Theme;
}

namespace docket::ui::queue
{

/// The filter line: literal type, completion of keys and values, a red wave under what cannot be understood.
/// Tab takes the first completion, Return goes to the list, Esc leaves the line.
class FilterLine : public QLineEdit
{
    Q_OBJECT
public:
    FilterLine(const widgets::Theme& theme, const FilterLanguage& language, QWidget* parent = nullptr);
    void setFault(const std::optional<cases::QueryFault>& fault);

Q_SIGNALS:
    void edited(const QString& text);
    /// Return or Down: the list takes over.
    void listWanted();
    void left();

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool focusNextPrevChild(bool next) override;

private:
    void offerCompletions();
    void insertCompletion(const QString& word);
    void dress();

    const widgets::Theme& m_theme;
    const FilterLanguage& m_language;
    QCompleter* m_completer;
    QStringListModel* m_words;
    std::optional<cases::QueryFault> m_fault;
};

} // namespace docket::ui::queue
