#include "ui/web/webcardengine.h"

namespace docket::ui::web
{

/// What the program finds when it loads the plugin.
class CardEnginePlugin : public QObject, public CardEngineFactory
{
    Q_OBJECT
    Q_PLUGIN_METADATA(IID DOCKET_CARD_ENGINE_IID)
    Q_INTERFACES(docket::ui::web::CardEngineFactory)
public:
    CardEngine* create(const CardEvents& events, const EngineSettings& settings, QWidget* parent) override
    {
        return new WebCardEngine(events, settings, parent);
    }
};

} // namespace docket::ui::web

#include "cardengineplugin.moc"
