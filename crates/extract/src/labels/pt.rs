//! Portuguese labels, with those of Brazil.

use super::Concept as C;
use super::Language;

/// Portuguese.
pub const PT: Language = Language {
    code: "pt",
    numbers: "no|numero|num|nr|#|n",
    common_words: "o a os as de do da e em para com um uma que se por no na ao dos das seu sua pelo mais nao este esta ou",
    labels: &[
        (
            C::Gross,
            "total com iva|valor total|total da fatura|total da factura|total geral|total documento|total do documento|valor total da fatura|total c iva|total iva incluido|valor da fatura|total fatura|total factura|valor total da nota|montante total|total eur|total euros|importancia total|total do pedido|valor final|valor com iva|total iva inc|valor total da nota fiscal|total incluindo iva|total liquido com iva|total com impostos|total encomenda|preco total com iva|valor bruto total|montante total com iva|valor total com iva|total bruto|total a credito|total da nota de credito|valor do documento|total euro|valor total do documento",
        ),
        (C::Total, "total|valor|totais|montante|soma|importancia"),
        (
            C::Net,
            "total sem iva|total liquido|base tributavel|valor liquido|total iliquido|incidencia total|valor sem iva|total s iva|total tributavel|base de incidencia|total liquido sem iva|mercadoria servicos|total mercadoria|montante liquido|liquido|subtotal sem iva|total antes de impostos|total base tributavel|valor tributavel|total incidencia|iliquido|valor iliquido|total sem impostos|valor base|total liquido de iva|total antes de iva|valor base eur|total mercadoria servicos|total base|montante sem iva",
        ),
        (
            C::Subtotal,
            "subtotal|sub total|soma parcial|total dos produtos|valor dos produtos|valor total dos produtos|total dos servicos|total produtos|total artigos|total parcial|total bruto",
        ),
        (
            C::TaxTotal,
            "total iva|valor iva|valor do iva|iva total|imposto|total de iva|total impostos|total imposto|total do iva|montante iva|montante do iva|valor imposto|impostos|total de impostos|montante de iva|valor de iva",
        ),
        (C::Tax, "iva|i v a|taxa|taxa iva|icms|iss|taxa de iva|imposto sobre o valor acrescentado|ipi"),
        (
            C::TaxBase,
            "incidencia|base|base tributavel|base incidencia|base de calculo|base iva|valor tributavel|base imposto|valor incidencia",
        ),
        (
            C::Due,
            "total a pagar|a pagar|valor a pagar|montante a pagar|em divida|saldo|valor em divida|total em divida|saldo em divida|valor pendente|valor devido|a liquidar|por pagar|importancia a pagar|saldo a pagar|montante em divida|liquido a pagar|por liquidar|em aberto|valor em aberto|montante devido|falta pagar|importancia recebida|importancia a receber|valor liquido|valor liquido a pagar|total liquido|total liquido a pagar|liquido a receber|valor total a pagar|total a liquidar|valor a receber|total em divida eur|valor do debito|valor a debitar|montante total a pagar|total a pagar eur|valor liquido a receber",
        ),
        (
            C::Prepaid,
            "adiantamento|sinal|pago|valor pago|ja pago|entrada|total pago|adiantamentos|liquidado|pagamentos recebidos|montante pago|caucao|valor recebido|valor adiantado|pagamento por conta",
        ),
        (
            C::Discount,
            "desconto|descontos|desconto comercial|desconto financeiro|total descontos|desconto global|desc cliente|abatimento|vale",
        ),
        (
            C::Charge,
            "portes|transporte|frete|despesas|portes de envio|envio|outros servicos|custos de envio|despesas de envio|embalagem|taxa de servico|ecovalor|seguro|gorjeta|outras despesas|adiantamento portes|taxa de entrega|ecotaxa|nao sujeito a iva|isento de iva|taxa turistica|despesas adiantadas|imposto de selo|contribuicao audiovisual",
        ),
        (C::Rounding, "arredondamento|acerto|acertos|arredondamentos"),
        (
            C::Withheld,
            "retencao|retencao na fonte|retencao irs|retencao de irs|retencao na fonte irs|irs|irs retido|retencao irc|retencao na fonte de irs|ret na fonte|imposto retido|valor retencao|total retencao|retencao irs irc",
        ),
        (
            C::Tendered,
            "numerario|multibanco|entregue|dinheiro|cartao|recebido|cartao de credito|valor entregue|mb way|cartao de debito|pagamento|mbway|pagamento em numerario|valor recebido em numerario|cheque|cartao multibanco",
        ),
        (C::Change, "troco|devolvido|valor do troco"),
        (
            C::NotTotal,
            "total de artigos|numero de artigos|no de artigos|peso total|total de pontos|quantidade total|total volumes|no artigos|total qtd|total de unidades|total itens|qtd total|total de itens|poupanca|total poupado|num artigos|peso bruto|peso liquido|saldo anterior|valor em divida anterior|saldo da fatura anterior",
        ),
        (
            C::InvoiceNumber,
            "fatura ~|factura ~|numero da fatura|no da fatura|fatura|factura|fatura recibo|fatura recibo ~|fatura simplificada|fatura simplificada ~|nota fiscal ~|nota fiscal|no fatura|numero fatura|num fatura|nota de credito ~|nota de credito|nf e ~|nfe ~|fatura no|numero de fatura|n da fatura|numero da factura|no da factura|no factura|n fatura|numero da nota|fatura proforma ~|no de fatura|nfs e ~|numero da nfs e|referencia da fatura",
        ),
        (
            C::DocumentNumber,
            "documento ~|documento|doc ~|recibo ~|numero do documento|no documento|talao|talao ~|recibo|numero documento|no doc|no do documento|cupom fiscal|cupom|venda a dinheiro|venda a dinheiro ~|no recibo|n documento|operacao|atcud|num documento",
        ),
        (C::Number, "no|numero|num|nr|#"),
        (
            C::PoNumber,
            "encomenda ~|sua encomenda|nota de encomenda|ordem de compra|pedido ~|numero de encomenda|v encomenda|vossa encomenda|requisicao|pedido|encomenda|sua encomenda ~|v enc|ordem de compra ~|no encomenda|numero da encomenda|no de encomenda|pedido de compra|numero do pedido|v requisicao|requisicao ~|vossa requisicao|no do pedido|n encomenda|nota de encomenda ~|encomenda cliente",
        ),
        (
            C::OrderNumber,
            "nossa encomenda|orcamento ~|projeto|processo|obra|n encomenda interna|proposta ~|contrato de obra",
        ),
        (
            C::CorrectsNumber,
            "fatura original|referente a fatura|documento de origem|fatura retificada|retifica a fatura|fatura de origem|documento retificado|relativo a fatura|ref a fatura|anula a fatura|referente ao documento",
        ),
        (
            C::Reference,
            "referencia|ref|nossa referencia|assunto|n ref|referencia pagamento|referencia multibanco|referencia de pagamento|nossa ref",
        ),
        (C::YourReference, "sua referencia|v referencia|v ref|vossa referencia|vossa ref"),
        (
            C::OtherNumber,
            "cliente ~|no cliente|codigo cliente|numero de cliente|no de cliente|cod cliente|guia|guia ~|guia de remessa|contrato|contrato ~|numero de contrato|conta|conta ~|entidade|swift|bic|nib|pagina|pag|caixa|mesa|operador|artigo|codigo|cod artigo|conservatoria|matricula|capital social|numero do cliente|certificado|certificado ~|processado por programa certificado|programa certificado|software certificado|no contrato|apolice|cpe|serie|inscricao estadual|inscricao municipal|chave de acesso|terminal|lote|local de consumo|no conta|vendedor|cod postal|codigo postal|fornecedor ~|funcionario|empregado",
        ),
        (
            C::InvoiceDate,
            "data da fatura|data de emissao|data emissao|data da factura|data fatura|emitida em|data do documento|data documento|data factura|data doc|emitido em|data de faturacao|data faturacao|data da emissao|data da nota|data venda|data da venda|data da nota de credito|emitido a",
        ),
        (C::Date, "data|data hora|data e hora|data doc"),
        (
            C::DueDate,
            "data de vencimento|vencimento|data vencimento|data limite de pagamento|pagar ate|vence em|data limite|data de pagamento|pagamento ate|data limite pagamento|data pagamento|pague ate|vencimento em|data de debito|data do debito|pagavel ate|a pagar ate|debito a partir de|vcto|data de vencimento do pagamento|debito em|sera debitado a partir de|sera debitado em|debito na conta em|data prevista de debito|prazo de pagamento ate|vence a|vencimento a|pagar antes de|pag ate|data venc|venc|data de venc",
        ),
        (
            C::SupplyDate,
            "data de entrega|periodo|data da prestacao|data do servico|periodo de faturacao|data entrega|data de prestacao|data de colocacao a disposicao|periodo faturado|data de saida|data do fornecimento|data carga|data descarga|data de carga",
        ),
        (
            C::OtherDate,
            "data da encomenda|data encomenda|valido ate|data de impressao|data de nascimento|chegada|partida|data do pedido|data do contrato|data inicio|data fim|data de validade|data impressao|data orcamento|validade",
        ),
        (
            C::TaxId,
            "nif|contribuinte|nipc|no contribuinte|contribuinte ~|cnpj|cpf|numero de contribuinte|contribuinte no|n contribuinte|nif contribuinte|no de contribuinte|n o contribuinte|contrib ~|vat|no de identificacao fiscal|cont ~|nif nipc|identificacao fiscal|numero fiscal|n i f|num contribuinte|cont n o|n de contribuinte|no iva|contrib",
        ),
        (
            C::CustomerTaxId,
            "nif cliente|contribuinte cliente|nif do cliente|v no contrib|v contribuinte|nif adquirente|seu nif|vosso contribuinte|v no contribuinte|no contribuinte cliente|nif do adquirente|vosso nif|v contrib|contribuinte do cliente|v nif|no contrib cliente",
        ),
        (C::Register, "conservatoria|matriculada|crc|capital social|registo comercial|cons reg com|sede|c r c|mat"),
        (C::Iban, "iban|nib|iban ~|conta bancaria|iban nib"),
        (
            C::Seller,
            "fornecedor|emitente|vendedor|prestador|emitido por|vendido por|prestador de servicos|dados do emitente|dados do fornecedor|expedidor|remetente|faturado por|transmitente|dados do transmitente|dados do transmitente dos bens|dados do transmitente dos bens ou prestador do servico|transmitente dos bens|prestador do servico|dados do prestador|nome do prestador|dados da empresa|empresa emitente|entidade emitente",
        ),
        (
            C::BillTo,
            "cliente|adquirente|faturar a|destinatario|exmo s sr s|exmos senhores|exmo senhor|morada de faturacao|tomador|exmos srs|faturado a|dados do cliente|nome do cliente|exmo s senhor es|comprador|nome cliente|dados de faturacao|exmo sr|exma sra|tomador do servico|endereco de faturacao|fatura para|titular|a atencao de|sacado|destinatario remetente|pagador|adquirente do servico|dados do adquirente|nome do adquirente|adquirente dos bens|adquirente dos bens ou servicos|dados de faturacao do cliente|exmo a sr a|exmos s senhores|exma senhora|exmo senhor a|senhor es|morada de faturacao do cliente|faturar para|cliente final|consumidor|inquilino|utente|contribuinte do cliente|a atencao|destinatario da fatura",
        ),
        (
            C::OtherParty,
            "morada de entrega|local de entrega|endereco de entrega|local de descarga|local de carga|entregar em|transportador|carga|descarga|atendido por|contacto|morada de descarga|enviar para|endereco de envio|local de consumo",
        ),
        (C::Address, "morada|endereco"),
        (C::Name, "nome|razao social|empresa|denominacao|firma|nome razao social|designacao social"),
        (
            C::ColDescription,
            "descricao|designacao|artigo|produto|servico|descritivo|discriminacao|descricao do produto|detalhe|designacao do artigo|produtos|discriminacao dos servicos|servicos",
        ),
        (C::ColQuantity, "quantidade|qtd|qtde|quant|qt|horas|unidades|qnt"),
        (
            C::ColUnitPrice,
            "preco|preco unitario|p unitario|valor unitario|pr unitario|preco unit|p unit|pvp|preco s iva|valor unit|pr unit|preco un|preco sem iva|p venda",
        ),
        (
            C::ColAmount,
            "valor|total|importe|montante|valor total|total liquido|total eur|valor liquido|preco total|total s iva|total c iva|liquido|total sem iva",
        ),
        (C::ColRate, "iva|taxa|% iva|taxa iva|iva %|tx iva|taxa de iva|tx"),
        (
            C::ColOther,
            "codigo|ref|un|desc|data|unidade|desconto|cod|referencia|desc %|lote|uni|% desc|linha|armazem|ncm",
        ),
        (
            C::IsInvoice,
            "fatura|factura|fatura recibo|nota fiscal|fatura simplificada|venda a dinheiro|fatura proforma|nota fiscal eletronica|nota fiscal de servicos|nota de debito|recibo verde|fatura pro forma",
        ),
        (C::IsCreditNote, "nota de credito|nota credito|fatura retificativa"),
        (
            C::IsReceipt,
            "talao|recibo|cupom fiscal|troco|obrigado pela sua visita|talao de compra|obrigado e volte sempre|obrigado pela preferencia|copia cliente|volte sempre|caixa|operador|mesa|obrigado pela visita|multibanco|consumidor final",
        ),
        (
            C::IsReminder,
            "aviso de pagamento|lembrete de pagamento|aviso de cobranca|segundo aviso|carta de cobranca|lembrete|interpelacao|ultimo aviso",
        ),
        (
            C::IsOrder,
            "nota de encomenda|ordem de compra|confirmacao de encomenda|encomenda|pedido de compra|confirmacao de reserva",
        ),
        (C::IsDeliveryNote, "guia de remessa|guia de transporte|guia de entrega|nota de entrega"),
        (C::IsQuote, "orcamento|proposta|cotacao"),
        (C::IsStatement, "extrato bancario|extrato de conta|extracto bancario|extrato|extracto de conta"),
        (
            C::PaymentTerms,
            "pagamento a|condicoes de pagamento|modo de pagamento|prazo de pagamento|forma de pagamento|condicao de pagamento|metodo de pagamento|cond pagamento|cond pag|condicoes pagamento|meio de pagamento|termos de pagamento",
        ),
        (C::Currency, "moeda|divisa|valores em|valores expressos em|montantes em"),
        (
            C::Exempt,
            "isento|isencao|iva autoliquidacao|autoliquidacao|isento de iva|nao sujeito|isento artigo|transmissao intracomunitaria|regime de isencao|isencao de iva|nao tributado|m16|m07|m99|iva regime de isencao",
        ),
        (
            C::Contact,
            "tel|telefone|fax|email|e mail|telemovel|site|telef|tlm|contactos|correio eletronico|tlf|telm|web|apoio ao cliente",
        ),
    ],
};
